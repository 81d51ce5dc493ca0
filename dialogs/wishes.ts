import { isQuestion } from './asking/form.ts';
import type { DeskTurn } from './desk-turn.ts';
import { forms } from './services.ts';

/** A plain cancel, the button, or 「算了，不用了」 to a question that cannot be left out. */
export function wantsToCancel({ incoming, state, common, say }: DeskTurn): boolean {
  const { reply: short, intents, band, ordinal } = incoming.understood;
  const asking = state.open?.asking;
  if (incoming.text.trim() === say('asking:cancel') || (asking === 'confirm' && ordinal === 3)) return true;
  if (short === 'cancel' || QUITS.test(incoming.text.trim())) return true;
  const question = forms[state.open?.form ?? '']?.questions.find((one) => one.key === asking);
  if (short === 'deny' && question?.offers?.({ answers: state.open?.answers ?? {}, common })) return true;
  const declines = GIVES_UP.test(incoming.text) || (band === 'act' && intents[0]?.name === 'cancel');
  return declines && question !== undefined && !question.optional;
}

/** Ends the matter whatever is asked, though a question may be left out with less. */
const QUITS =
  /^(那就?)?(算了)?[，, ]*不(想|再)?(说|提|报|投诉|弄|办|搞|登记)了[。.!！]*$|^(那就?)?算了(吧)?[，, ]+.{0,14}(不容易|不(想|再)?(投诉|报|说|提|计较|追究|麻烦)|没事|随他|就这样)/u;

const GIVES_UP = /^(那就?)?(算了|不用了|不报了|不修了|不要了|先不)|\b(never ?mind|forget it)\b/iu;

const RESUMES =
  /^(好(了|的|吧)?|行(吧)?|嗯|那|hi|hello|ok(ay)?)?[，, ]*(我(又)?回来了|我们?(接着|继续)(说|来|填|报|登记|办)?|接着(说|来|填|报)?|继续(填|报|登记|办)?|(你们?|您)?(帮我|给我)?登记|(上次|刚才|之前|昨天)(说|报|填)的?(那个|这个|那件事?|事)?(还(要|想|得)?(修|报|办|继续)?|接着.{0,4}|继续.{0,4})?|i('m| am) back|let'?s (go on|continue)|(please )?(go on|continue))[啊呀呢吧了。.!！ ]*$/iu;

/** 「我回来了」「上次说的那个还要修」: goes on with the open form, and answers nothing. */
export function resumes({ incoming, state }: DeskTurn): boolean {
  return state.open?.asking !== 'confirm' && incoming.files.length === 0 && RESUMES.test(incoming.text.trim());
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
