import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { DeskState } from '#dialogs/desk-state.ts';
import { readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
import { issueCode } from '#records/residents/household-codes.ts';
import { type Desk, openDesk } from '#src/desk.ts';
import type { Shared } from '../conversations/play.ts';

/** What residents say to one form: how it begins, and words that answer each of its questions, whenever they are said. */
export interface FormWords {
  form: string;
  opens: readonly string[];
  answers: Readonly<Record<string, readonly string[]>>;
  /** Corrections of answers in plain words. */
  corrections: readonly string[];
  /** Questions about something else. */
  digressions: readonly string[];
  /** What to change, once that is asked; a phone where nothing is said. */
  change?: string;
  /** What has to happen before the form can be begun: the resident's words, or a step of the office. */
  before?: readonly (string | ((at: Before) => Promise<void>))[];
  /** True for a form that ends without a case of its own. */
  noCase?: boolean;
}

/** Where a step of the office before a form is taken. */
export interface Before {
  desk: Desk;
  clock: ReturnType<typeof fixedClock>;
  conversationId: string;
}

/** Ways that are open at any time: a person, and who is speaking. */
type Way = 'human' | 'bind';

/** One thing a resident does; `pick` chooses among the words for it. */
export interface Step {
  kind: 'answer' | 'out-of-turn' | 'correct' | 'digress' | 'again' | 'nonsense' | 'back' | 'cancel' | 'restart' | Way;
  pick: number;
}

const KINDS: readonly Step['kind'][] = [
  ...(['answer', 'answer', 'answer', 'out-of-turn', 'out-of-turn', 'correct', 'digress', 'again'] as const),
  ...(['nonsense', 'back', 'cancel', 'restart', 'human', 'bind'] as const),
];
const [BACK, CANCEL, HUMAN, NO_WAIT] = ['返回', '取消', '人工', '不等了'];
const NONSENSE = ['啊吧啊吧', '🙂🙂', '嘎嘎乌拉呼'];

/** Any talk of up to `longest` steps. */
export const anyTalk = (longest: number) =>
  fc.array(fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(1000) }), { maxLength: longest });

/** A resident at a form of the whole desk, which may be restarted in between. */
export class FormTalk {
  readonly #shared: Shared;
  readonly #words: FormWords;
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'lobby-form-'));
  readonly #clock = fixedClock(Date.parse('2026-11-23T10:00:00+08:00'));
  #desk: Desk | undefined;
  #who = 0;
  #last = '';
  #cases = 0;
  #talk: string[] = [];

  constructor(shared: Shared, words: FormWords) {
    this.#shared = shared;
    this.#words = words;
  }

  async open(): Promise<void> {
    this.#desk = await openDesk({ ...this.#shared, dataDir: this.#dataDir, clock: this.#clock });
  }

  async close(): Promise<void> {
    await this.#desk?.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** Talks as told with somebody new, then answers what is still asked: it must end with a case. */
  async play(steps: readonly Step[]): Promise<void> {
    this.#who += 1;
    this.#talk = [];
    await this.#prepare();
    this.#cases = await this.#countCases();
    await this.#begin(0);
    for (const step of steps) await this.#take(step);
    let tries = 0;
    for (let n = 0; n < 40; n += 1) {
      const { state, owner } = await this.#now();
      if (owner === 'queue') await this.#say(NO_WAIT);
      else if (state.open) {
        const { asking = '' } = state.open;
        await this.#say(this.#answerTo(asking, tries));
        tries += 1;
        if (this.#words.noCase && asking === 'confirm' && !(await this.#now()).state.open) return;
      } else if ((await this.#countCases()) > this.#cases) return;
      else await this.#begin(n);
    }
    throw new Error(`The talk never came to an end:\n${this.#talk.slice(-12).join('\n')}`);
  }

  /** A home of one's own for each talk. */
  #room(): string {
    return `${1 + (this.#who % 18)}0${1 + (Math.floor(this.#who / 18) % 4)}`;
  }

  async #prepare(): Promise<void> {
    for (const step of this.#words.before ?? []) {
      if (typeof step === 'string') await this.#say(step);
      else await step({ desk: this.#desk as Desk, clock: this.#clock, conversationId: `talk-${this.#who}` });
    }
    await this.#desk?.turns.idle();
  }

  async #begin(pick: number): Promise<void> {
    const { messageDraft } = (await this.#now()).state;
    await this.#say(chosen(this.#words.opens, pick));
    const { open } = (await this.#now()).state;
    expect(open?.form, this.#talk.slice(-4).join('\n')).to.equal(this.#words.form);
    expect(Object.keys(open?.answers ?? {}), 'begun before').to.include.members(Object.keys(messageDraft ?? {}));
  }

  async #take(step: Step): Promise<void> {
    const before = await this.#now();
    if (before.owner === 'queue') return void (await this.#say(NO_WAIT));
    if (!before.state.open) return (await this.#countCases()) > this.#cases ? undefined : this.#begin(step.pick);
    if (step.kind === 'restart') {
      await this.#desk?.close();
      await this.open();
    } else if (step.kind === 'human') await this.#askForPerson();
    else {
      const words = step.kind === 'bind' ? await this.#code() : this.#wordsFor(step, before.state.open.asking ?? '');
      expectWayOn(words, await this.#say(words));
    }
    check(step, before.state, (await this.#now()).state);
  }

  /** A person is one word away, with the number to ring, and who does not wait goes on where they were. */
  async #askForPerson(): Promise<void> {
    const said = await this.#say(HUMAN);
    expect((await this.#now()).owner).to.equal('queue');
    expect(said.join('\n')).to.match(/020-5550-01\d\d/);
    expectWayOn(NO_WAIT, await this.#say(NO_WAIT));
    expect((await this.#now()).owner).to.equal('bot');
  }

  /** A code of the desk for a home, as somebody says it in the middle of a form. */
  async #code(): Promise<string> {
    const person = { unitCode: `3-2-${this.#room()}`, relation: 'owner', name: `王芳${this.#who}` } as const;
    const wish = { estateId: 'qinghu', ...person, actor: 'staff:1', why: '' };
    return (await (this.#desk as Desk).storage.transact((tx) => issueCode(tx, wish, this.#clock))).code;
  }

  #wordsFor({ kind, pick }: Step, asking: string): string {
    const { answers, corrections, digressions } = this.#words;
    if (kind === 'answer') return this.#answerTo(asking, pick);
    if (kind === 'out-of-turn') return chosen(chosen(Object.values(answers), pick), pick);
    if (kind === 'correct') return chosen(corrections, pick);
    if (kind === 'digress') return chosen(digressions, pick);
    if (kind === 'again') return this.#last;
    if (kind === 'nonsense') return chosen(NONSENSE, pick);
    return kind === 'back' ? BACK : CANCEL;
  }

  #answerTo(asking: string, pick: number): string {
    if (asking === 'confirm') return '对';
    if (asking === 'change') return this.#words.change ?? '13800138009';
    return chosen(this.#words.answers[asking] ?? [`no words for "${asking}"`], pick);
  }

  /** What the desk answers, with its ready answers behind each message. */
  async #say(words: string): Promise<string[]> {
    const text = words.replace('{home}', `3栋2单元${this.#room()}`);
    const { storage, turns } = this.#desk as Desk;
    const id = `talk-${this.#who}`;
    const now = this.#clock.now();
    if (![BACK, CANCEL, HUMAN, NO_WAIT].includes(text)) this.#last = text;
    const chat = { id, estateId: 'qinghu', channel: 'webchat', userId: `dl_${id}`, locale: 'zh-CN' };
    await storage.transact((tx) => openConversation(tx, chat, now));
    const message = { type: 'message', role: 'resident', fromId: chat.userId, text, channel: 'webchat' } as const;
    const { seq } = await takeIn(storage, id, message, { now });
    await turns.idle();
    const rows = await readLog(storage.db, { conversationId: id, after: seq, limit: 100 });
    const said = rows
      .filter(({ role, type }) => role === 'desk' && type === 'message')
      .map((row) => `${row.text ?? ''}${row.body.includes('suggestedActions') ? CHOICES : ''}`);
    this.#talk.push(`> ${text}`, ...said);
    return said;
  }

  async #now(): Promise<{ state: DeskState; owner: string }> {
    const row = await findConversation((this.#desk as Desk).storage.db, `talk-${this.#who}`);
    return { state: JSON.parse(row?.state ?? '{}'), owner: row?.owner ?? 'bot' };
  }

  async #countCases(): Promise<number> {
    const { db } = (this.#desk as Desk).storage;
    const filed = await db
      .selectFrom('ticket')
      .select('id')
      .where('conversation_id', '=', `talk-${this.#who}`)
      .execute();
    return filed.length;
  }
}

/** Stands for buttons below a message. */
const CHOICES = '[…]';
/** A question, ready answers, words to say next, a telephone, or the number of a case: something to go on with. */
const WAY_ON = /[?？]|（\d+\/\d+）|\[…\]$|“.+”|020-5550-01\d\d|[A-Z]\d{8}-\d{4}|随时|告诉我|请说|请选/u;

/** The desk always says something, and its last words show how it goes on. */
function expectWayOn(words: string, said: readonly string[]): void {
  expect(said.length, `no answer to “${words}”`).to.be.greaterThan(0);
  expect(said.at(-1), `a dead end after “${words}”`).to.match(WAY_ON);
}

function chosen<T>(list: readonly T[], pick: number): T {
  return list[pick % list.length] as T;
}

const NOTHING_NEW: ReadonlySet<Step['kind']> = new Set(['digress', 'again', 'restart', 'human']);

/** No answer is lost, none is asked for that is known, and what says nothing new changes nothing. */
function check({ kind }: Step, { open: before }: DeskState, { open: after }: DeskState): void {
  if (!before || !after || kind === 'cancel') return;
  if (after.asking !== 'confirm' && after.asking !== 'change')
    expect(Object.keys(after.answers), 'asked for what is known').to.not.include(after.asking);
  if (kind === 'back') return;
  const chosenToChange = before.asking === 'change' || before.asking === 'confirm';
  const told = Object.entries(before.answers).filter(([, { told: words }]) => words !== '');
  if (!chosenToChange)
    expect(Object.keys(after.answers), `lost by "${kind}"`).to.include.members(told.map(([key]) => key));
  if (NOTHING_NEW.has(kind) && !chosenToChange)
    for (const [key, answer] of told) expect(after.answers[key], `changed by "${kind}"`).to.deep.equal(answer);
}
