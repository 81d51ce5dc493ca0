import { isQuestion, type Reading } from '../asking/form.ts';

/**
 * Whether a message is about something else than the open question, so that its words are not kept as the answer: a question,
 * a correction, thanks and greetings, a home, a phone or a name.
 */
export function isOtherTalk({ text, understood }: Pick<Reading, 'text' | 'understood'>): boolean {
  const { entities, intents, band } = understood;
  const courteous = band === 'act' && COURTESY.has(intents[0]?.name ?? '');
  return (
    courteous ||
    isQuestion(text) ||
    CORRECTS.test(text) ||
    NO_PHONE.test(text) ||
    entities.some(({ type }) => ELSEWHERE.has(type))
  );
}

const COURTESY: ReadonlySet<string> = new Set(['greet', 'thanks', 'goodbye', 'help']);
const ELSEWHERE: ReadonlySet<string> = new Set(['dwelling', 'phone', 'person-name']);
/** Says that there is no phone to be had. */
const NO_PHONE =
  /(电话|手机号?|号码).{0,6}(记不|不记|忘|没有)|没有?(电话|手机)|(不|别)(想|要|愿意?|方便)?(留|给)(我的?)?(电话|号码|手机)|\b(no|forgot my|don'?t (have|remember|want to (leave|give)) (a|my|any)) (phone|number)/iu;
/** Narrower than what a form takes for a correction: 不是 and "not" are answers too. */
const CORRECTS = /说错|写错|弄错|错了|改成|改为|更正|\b(i meant?|change)\b/iu;

/** Will not leave a phone number, or has none at hand. */
export function refusesPhone(text: string): boolean {
  return NO_PHONE.test(text);
}

/** Whether the words of a button were said, however they are typed. */
export function isSame(said: string, shown: string): boolean {
  return said.trim().toLowerCase() === shown.toLowerCase();
}
