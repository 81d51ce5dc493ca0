import type { Question } from '../asking/form.ts';

const LONGEST = 120;

const NOTHING = /(?!)/u;
const patterns = new WeakMap<readonly string[], RegExp>();

/** Finds any of some English words, each standing alone; made once for each list. */
function anyOf(words: readonly string[]): RegExp {
  const known = patterns.get(words);
  if (known) return known;
  const made = words.length > 0 ? new RegExp(`\\b(?:${words.join('|')})\\b`, 'iu') : NOTHING;
  patterns.set(words, made);
  return made;
}

/** What a visit should mind (a dog, somebody old, no ringing): kept when it is said, never asked. */
export const care: Question = {
  key: 'care',
  kind: 'text',
  unasked: true,
  replaces: true,
  read({ text, understood, common, earlier, say }) {
    const { zh, en } = common.repair.care;
    const faulty = understood.entities.filter(({ type }) => type === 'fixture' || type === 'fault');
    const about = [...text.matchAll(/[^，,。;；!！\n]+/gu)].filter(({ 0: clause, index }) => {
      const minds = zh.some((word) => clause.includes(word)) || anyOf(en).test(clause);
      // 「孩子房间的灯坏了」 says what is broken.
      return minds && !faulty.some(({ start }) => start >= index && start < index + clause.length);
    });
    const said = about
      .map(({ 0: clause }) => clause.trim().replace(/^(and|also|还有|另外)\s*/iu, ''))
      .join(say('asking:comma'));
    if (said === '' || earlier?.told.includes(said)) return undefined;
    const told = (earlier?.told ? [earlier.told, said].join(say('asking:semicolon')) : said).slice(0, LONGEST);
    return { value: told, told };
  },
};
