import { isQuestion, takes } from '#understanding/turns-of-speech.ts';
import type { DeskTurn } from './desk-turn.ts';
import { forms } from './services.ts';

/** A plain cancel, the button, or 「算了，不用了」 to a question that cannot be left out. */
export function wantsToCancel({ incoming, state, common, say }: DeskTurn): boolean {
  const { reply: short, intents, band, ordinal } = incoming.understood;
  const asking = state.open?.asking;
  if (incoming.text.trim() === say('asking:cancel') || (asking === 'confirm' && ordinal === 3)) return true;
  if (short === 'cancel' || takes('quits', incoming.text.trim())) return true;
  const question = forms[state.open?.form ?? '']?.questions.find((one) => one.key === asking);
  if (short === 'deny' && question?.offers?.({ answers: state.open?.answers ?? {}, common })) return true;
  const declines = takes('givesUp', incoming.text) || (band === 'act' && intents[0]?.name === 'cancel');
  return declines && question !== undefined && !question.optional;
}

/** 「我回来了」「上次说的那个还要修」: goes on with the open form, and answers nothing. */
export function resumes({ incoming, state }: DeskTurn): boolean {
  return state.open?.asking !== 'confirm' && incoming.files.length === 0 && takes('resumes', incoming.text.trim());
}

const ANSWERS: ReadonlySet<string> = new Set(['dwelling', 'phone', 'fixture', 'fault', 'person-name']);

const FAULTY: ReadonlySet<string> = new Set(['fixture', 'fault']);

/** Names something that a form asks for; a question about something else (「明天停水吗」) may name a fault as well. */
export function holdsAnswer({ incoming }: DeskTurn): boolean {
  const { entities, intents } = incoming.understood;
  const asks = isQuestion(incoming.text) && intents[0]?.name !== 'repair';
  return entities.some(({ type }) => ANSWERS.has(type) && !(asks && FAULTY.has(type)));
}

/** True when this intent is surely meant. */
export function wants({ incoming }: DeskTurn, intent: string): boolean {
  return incoming.understood.band === 'act' && incoming.understood.intents[0]?.name === intent;
}
