import { saidOf } from '#handbook/wording.ts';
import { affirmed, isQuestion } from '#understanding/turns-of-speech.ts';
import { entities, type Question } from '../asking/form.ts';
import { photo as plainPhoto } from '../asking/photo.ts';
import { since } from '../asking/times.ts';
import { asks, kindOf } from './category.ts';
import { freeWords } from './own-words.ts';
import { isSettled } from './settled.ts';

const LONGEST = 200;

/** Whom or what it concerns. A post named with the matter is not asked for again. */
export const whom: Question = {
  key: 'whom',
  kind: 'text',
  optional: true,
  needed: (answers) => asks(answers, 'whom'),
  says({ answers, say }) {
    const { code } = kindOf(answers);
    if (code === 'C18') return say('complaint:ask.whomLeak');
    return code === 'C09' || code === 'C14' ? say('complaint:ask.whomNeighbour') : undefined;
  },
  read(reading) {
    const { asked, common } = reading;
    if (isSettled(reading)) return undefined;
    const text = affirmed(reading.text);
    const [somebodysHome] = entities(reading.understood, 'dwelling');
    if (asked) return words(somebodysHome ? reading.text : freeWords(reading));
    const [post] = saidOf(text, common.complaint.posts);
    return post ? words(named(text, post)) : undefined;
  },
};

/** With the short name behind it: 保安小李, 保洁王阿姨, guard Mr Li. */
function named(text: string, post: string): string {
  const at = text.indexOf(post) + post.length;
  const name =
    /^(\s(Mr|Ms|Mrs|Miss)\.?\s[A-Z]\p{L}+|小\p{Script=Han}|老\p{Script=Han}|\p{Script=Han}(师傅|阿姨|队长|经理|先生|女士))/u.exec(
      text.slice(at),
    )?.[0];
  return post + (name ?? '');
}

/** When, since when or how often; 「天天半夜」 is an answer too. */
export const when: Question = {
  ...since,
  key: 'when',
  needed: (answers) => asks(answers, 'when'),
  read(reading) {
    const { understood, asked, common } = reading;
    if (isSettled(reading)) return undefined;
    const text = affirmed(reading.text);
    if (asked) return freeWords(reading, { times: true }) === undefined ? undefined : since.read(reading);
    if (isQuestion(text) && text.length < 12) return undefined;
    const times = [...entities(understood, 'time'), ...entities(understood, 'duration')].map((one) => one.text);
    const often = saidOf(text, common.complaint.often).filter((said) => !times.some((time) => time.includes(said)));
    const told = [...often, ...times].join(' ');
    return told === '' ? undefined : { value: { words: told }, told };
  },
  says: ({ answers, say }) => (kindOf(answers).code === 'C08' ? say('complaint:ask.whenNoise') : undefined),
};

const WISH =
  /[^，,。.；;！!\n]*(希望|要求|想请你们|请你们|必须|最好能|^就?让(他|她|对方|楼上|你们|保安)|\bi just want\b|\bi (want|demand|expect|wish)\b|\bi would like\b|\bi'd like\b)[^，,。.；;！!\n]{2,}/iu;
const COMPLAINS = /投诉|举报|\bcomplain/iu;

/** How the resident would have it settled, if they say. */
export const wish: Question = {
  key: 'wish',
  kind: 'text',
  optional: true,
  needed: (answers) => asks(answers, 'wish'),
  read(reading) {
    const { text, asked } = reading;
    if (isSettled(reading)) return undefined;
    if (asked) return words(freeWords(reading));
    const clause = WISH.exec(text)?.[0].trim();
    return clause && !COMPLAINS.test(clause) ? words(clause) : undefined;
  },
};

/** A photo, where one helps. */
export const photo: Question = { ...plainPhoto, needed: (answers) => asks(answers, 'photo') || 'photo' in answers };

function words(text: string | undefined) {
  const told = text?.trim().slice(0, LONGEST);
  return told ? { value: told, told } : undefined;
}
