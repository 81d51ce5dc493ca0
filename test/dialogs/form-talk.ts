import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { DeskState } from '#dialogs/desk-state.ts';
import { readLog, takeIn } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
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
}

/** One thing a resident does; `pick` chooses among the words for it. */
export interface Step {
  kind: 'answer' | 'out-of-turn' | 'correct' | 'digress' | 'again' | 'nonsense' | 'back' | 'cancel' | 'restart';
  pick: number;
}

const KINDS: readonly Step['kind'][] = [
  ...(['answer', 'answer', 'answer', 'out-of-turn', 'out-of-turn', 'correct', 'digress', 'again'] as const),
  ...(['nonsense', 'back', 'cancel', 'restart'] as const),
];
const [BACK, CANCEL] = ['返回', '取消'];
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
    await this.#begin(0);
    for (const step of steps) await this.#take(step);
    for (let n = 0; n < 30; n += 1) {
      const { state, owner } = await this.#now();
      if (owner === 'queue') await this.#say('不等了');
      else if (state.open) await this.#say(this.#answerTo(state.open.asking ?? '', n));
      else if (await this.#isFiled()) return;
      else await this.#begin(n);
    }
    throw new Error('The talk never came to a case.');
  }

  async #begin(pick: number): Promise<void> {
    await this.#say(chosen(this.#words.opens, pick));
    expect((await this.#now()).state.open?.form).to.equal(this.#words.form);
  }

  async #take(step: Step): Promise<void> {
    const before = await this.#now();
    if (before.owner === 'queue') return void (await this.#say('不等了'));
    if (!before.state.open) return this.#begin(step.pick);
    if (step.kind === 'restart') {
      await this.#desk?.close();
      await this.open();
    } else {
      const said = await this.#say(this.#wordsFor(step, before.state.open.asking ?? ''));
      expect(said, 'the desk always says something').to.not.equal(0);
    }
    check(step, before.state, (await this.#now()).state);
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
    if (asking === 'change') return '13800138009';
    return chosen(this.#words.answers[asking] ?? [`no words for "${asking}"`], pick);
  }

  /** How many messages the desk answers with. */
  async #say(text: string): Promise<number> {
    const { storage, turns } = this.#desk as Desk;
    const id = `talk-${this.#who}`;
    const now = this.#clock.now();
    if (text !== BACK && text !== CANCEL) this.#last = text;
    const chat = { id, estateId: 'qinghu', channel: 'webchat', userId: `dl_${id}`, locale: 'zh-CN' };
    await storage.transact((tx) => openConversation(tx, chat, now));
    const message = { type: 'message', role: 'resident', fromId: chat.userId, text, channel: 'webchat' } as const;
    const { seq } = await takeIn(storage, id, message, { now });
    await turns.idle();
    const rows = await readLog(storage.db, { conversationId: id, after: seq, limit: 100 });
    return rows.filter(({ role, type }) => role === 'desk' && type === 'message').length;
  }

  async #now(): Promise<{ state: DeskState; owner: string }> {
    const row = await findConversation((this.#desk as Desk).storage.db, `talk-${this.#who}`);
    return { state: JSON.parse(row?.state ?? '{}'), owner: row?.owner ?? 'bot' };
  }

  async #isFiled(): Promise<boolean> {
    const { db } = (this.#desk as Desk).storage;
    const filed = db.selectFrom('ticket').select('id').where('conversation_id', '=', `talk-${this.#who}`);
    return (await filed.executeTakeFirst()) !== undefined;
  }
}

function chosen<T>(list: readonly T[], pick: number): T {
  return list[pick % list.length] as T;
}

const NOTHING_NEW: ReadonlySet<Step['kind']> = new Set(['digress', 'again', 'restart']);

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
