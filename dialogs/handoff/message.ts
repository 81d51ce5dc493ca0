import { localDate } from '#handbook/hours.ts';
import { withdrawHandoff } from '#records/handoffs/handoffs.ts';
import { fileMessage } from '#records/handoffs/messages.ts';
import { type Contact, contact } from '../asking/contact.ts';
import { entity, type Form, type Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import { type Told, whenHome } from '../asking/times.ts';
import { momentWords } from '../day-words.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import type { Speech } from '../speech.ts';
import { MESSAGE, phoneLine } from './handoff.ts';
import { mayBeTold, openFrom } from './opening.ts';

const LONGEST = 1000;
/** What lists show of it. */
const SHOWN = 200;

const words: Question = {
  key: 'words',
  kind: 'text',
  read({ text, asked, understood }) {
    const said = text.trim().slice(0, LONGEST);
    if (!asked || understood.reply === 'leave-message' || said.length < 2) return undefined;
    return { value: said, told: said };
  },
};

const callback: Question = {
  ...whenHome,
  key: 'callback',
  optional: true,
  choices: ({ say }) => [say('message:anyTime')],
};

/** A message for the office (留言): words, phone, and when to call back. */
export const messageForm: Form = {
  name: MESSAGE,
  version: 1,
  questions: [words, contact, callback],
  known: (turn) => knownOf(turn, { home: false }),
  more: {
    key: 'words',
    add: ({ told }, more, say) => {
      const said = [told, more].join(say('asking:semicolon')).slice(0, LONGEST);
      return { value: said, told: said };
    },
  },
  note: (turn, answers) => {
    const { due, wish } = callOf(turn, answers);
    return due !== undefined && wish === 'closed' && mayBeTold(turn, due)
      ? turn.say('message:outOfHours', { moment: momentWords(turn, due) })
      : undefined;
  },
  file,
};

/** Begins a message; a form that is open is laid aside until it is left. */
export async function leaveMessage(turn: DeskTurn, begin: Begin, said?: string): Promise<void> {
  const { state } = turn;
  if (state.open && state.open.form !== MESSAGE) state.laidAside = state.open;
  state.open = undefined;
  const given: Answers = said ? { words: { value: said, told: said } } : {};
  await begin(MESSAGE, { ...state.messageDraft, ...given });
  state.messageDraft = undefined;
  turn.service = 'handoff';
}

/** What is to be told: what follows the word in 「留言：请师傅明天来」, nothing yet for the word alone; undefined when no message is to be left. */
export function messageIn(turn: DeskTurn): string | undefined {
  const { incoming, speech } = turn;
  if (incoming.understood.reply === 'leave-message') return '';
  const said = opening(speech).exec(incoming.text)?.[1] ?? (wantsCall(turn) ? incoming.text : undefined);
  return said?.trim().slice(0, LONGEST);
}

/** 「给我打个电话 138…」 asks to be rung at that number; in a form it answers the form. */
function wantsCall({ incoming, speech, state }: DeskTurn): boolean {
  if (state.open || !entity(incoming.understood, 'phone')) return false;
  const text = incoming.text.toLowerCase();
  return (['zh-CN', 'en'] as const).some((locale) =>
    speech
      .say(locale)('message:callers')
      .split('|')
      .some((words) => text.includes(words)),
  );
}

const openings = new WeakMap<Speech, RegExp>();

/** What begins a message, in either language; made once. */
function opening(speech: Speech): RegExp {
  const known = openings.get(speech);
  if (known) return known;
  const openers = (['zh-CN', 'en'] as const).map((locale) => speech.say(locale)('message:openers')).join('|');
  // In Chinese a blank is enough: 「那我留言 明天上午给我回电」.
  const made = new RegExp(`^\\s*(?:${openers})(?:\\s*[:：,，]\\s*|(?<=\\p{Script=Han})\\s+)(.{2,})$`, 'isu');
  openings.set(speech, made);
  return made;
}

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { tx, estate, clock, conversation } = turn;
  const reach = answers.contact?.value as Contact;
  const ticket = await fileMessage(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      date: localDate(estate, clock.now()),
      summary: (answers.words?.told ?? '').slice(0, SHOWN),
      answers,
      contactName: reach.name,
      contactPhone: reach.phone,
      dueAt: callOf(turn, answers).due,
    },
    clock,
  );
  turn.steps.add('serve');
  await leaveQueue(turn);
  await reply(turn, [filedWords(turn, ticket.number, answers), phoneLine(turn)].join('\n'));
}

/** What happens next: a call at the wished time, word once the office opens, or word now. */
function filedWords(turn: DeskTurn, number: string, answers: Answers): string {
  const { say, clock } = turn;
  const { due, wish } = callOf(turn, answers);
  if (wish === 'met') return say('message:filedAt', { number, wish: answers.callback?.told ?? '' });
  if (due === undefined || due <= clock.now() || !mayBeTold(turn, due)) return say('message:filed', { number });
  return say('message:filedOpening', { number, moment: momentWords(turn, due) });
}

/** The case takes the place in the queue: nobody has to wait any longer. */
async function leaveQueue(turn: DeskTurn): Promise<void> {
  const { tx, conversation, clock } = turn;
  if (turn.owner !== 'queue') return;
  if (!(await withdrawHandoff(tx, conversation.id, conversation.estate_id, clock.now()))) return;
  turn.owner = 'bot';
  await turn.context.sendActivity({ type: 'event', name: 'lobby.notice', value: { kind: 'bot' } });
}

/** When the office can call, and whether the time wished is one: open, and not before it begins nor after it ends. */
function callOf(turn: DeskTurn, answers: Answers): { due: number | undefined; wish?: 'met' | 'closed' } {
  const { from, to } = (answers.callback?.value ?? {}) as Partial<Told>;
  const now = turn.clock.now();
  const wished = from === undefined ? now : Math.max(now, Date.parse(from));
  const due = openFrom(turn, wished);
  if (from === undefined || due === undefined) return { due };
  const met = due === wished || (to !== undefined && due < Date.parse(to));
  return { due, wish: met ? 'met' : 'closed' };
}
