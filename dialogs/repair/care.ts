import type { Question } from '../asking/form.ts';

const LONGEST = 120;

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
      const minds =
        zh.some((word) => clause.includes(word)) || en.some((word) => new RegExp(`\\b${word}\\b`, 'iu').test(clause));
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
