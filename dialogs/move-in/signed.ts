import type { DeskTurn } from '../desk-turn.ts';
import { exceptionWords, inWords } from './book.ts';

const REFUSES =
  /(不想|不愿意?|拒绝|拒|可以不|能不能不|非得|必须|一定要).{0,4}签|\b(refuse|don'?t want|have) to sign\b|\bwill not sign\b/iu;
const SIGN =
  /签(什么|哪些|啥|几份)|要签|(什么|哪些|啥)(文件|协议|合同).{0,4}签|\bwhat\b.{0,20}\bsign\b|\bpapers? to sign\b/iu;
const HANDED =
  /(给|发|拿到|领到?|交给我).{0,6}(哪些|什么|几把|多少把).{0,6}(资料|文件|东西|钥匙|书)?|(质量保证书|使用说明书).{0,6}(给|发|在哪|怎么)|钥匙.{0,6}(几把|多少把|有哪些)|\bhow many keys\b|\bwhat\b.{0,20}\b(do i|will i) (get|receive)\b/iu;

/** Asks what is signed, may stay unsigned, or is handed over. */
export function asksWhatIsSigned(text: string): boolean {
  return REFUSES.test(text) || SIGN.test(text) || HANDED.test(text);
}

/** What is signed, what may stay unsigned, and what is handed over; undefined when none of these is asked. */
export function signedOrHanded(turn: DeskTurn, text: string): string | undefined {
  if (REFUSES.test(text)) return [exceptionWords(turn, 'signature-refused') ?? '', ...signedLines(turn)].join('\n');
  if (SIGN.test(text)) return [turn.say('move-in:signed.head'), ...signedLines(turn)].join('\n');
  return HANDED.test(text) ? handedWords(turn) : undefined;
}

/** Each paper with why it binds, where the handbook says so; those one may leave are marked. */
function signedLines(turn: DeskTurn): string[] {
  const { say, common, state } = turn;
  turn.steps.add('answer');
  return (common.moveIn?.signed ?? []).map(({ name, optional, note }) => {
    const words = inWords(state.locale, name);
    if (note) return say('move-in:signed.binding', { name: words, note: inWords(state.locale, note) });
    return optional ? say('move-in:signed.optional', { name: words }) : say('move-in:signed.paper', { name: words });
  });
}

function handedWords(turn: DeskTurn): string {
  const { say, common, state } = turn;
  turn.steps.add('answer');
  const names = (list: readonly { name: { zh: string; en: string } }[]) =>
    list.map(({ name }) => inWords(state.locale, name)).join(say('move-in:listComma'));
  const book = common.moveIn;
  return say('move-in:handed', { papers: names(book?.handedOver ?? []), keys: names(book?.keyKinds ?? []) });
}
