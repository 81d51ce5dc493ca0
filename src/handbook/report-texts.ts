import { UNFILLED } from './blank.ts';
import type { Common, Contents, Estate } from './documents.ts';
import type { Sentence } from './problem.ts';
import type { Gap } from './report-gap.ts';
import { forbiddenIn, threatsIn } from './report-wording.ts';

/** A text for residents, wherever it stands. */
interface Found {
  key: string;
  words: string;
  language: 'zh' | 'en';
}

/** Texts of the office that were never filled in, that threaten, or that hold a forbidden phrase. */
export function textGaps({ common, estates }: Contents): Gap[] {
  const { phrases } = common;
  const about = (document: object, place: string, estate?: string) =>
    textsIn(document, '').flatMap((found) =>
      faultsOf(found, phrases).map((fault) => gapOf(fault, found, place, estate)),
    );
  return [
    ...Object.entries(common).flatMap(([name, value]) => (value ? about(value, `common/${fileName(name)}`) : [])),
    ...[...estates.values()].flatMap((estate) => estateTexts(estate, about)),
  ];
}

function estateTexts(estate: Estate, about: (document: object, place: string, estate: string) => Gap[]): Gap[] {
  const { id, ...documents } = estate;
  return Object.entries(documents).flatMap(([name, value]) => about(value, `estates/${id}/${fileName(name)}`, id));
}

/** `faultWords` is fault-words.json. */
function fileName(key: string): string {
  return `${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;
}

/** Pairs of `zh` and `en` are what residents read; words to be recognised are lists, and no texts. */
function textsIn(value: unknown, key: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const { zh, en } = value as Partial<Record<'zh' | 'en', unknown>>;
  const own: Found[] =
    typeof zh === 'string' && typeof en === 'string'
      ? [
          { key: `${key}.zh`, words: zh, language: 'zh' },
          { key: `${key}.en`, words: en, language: 'en' },
        ]
      : [];
  const inner = Object.entries(value).flatMap(([name, one]) =>
    textsIn(one, Array.isArray(value) ? `${key}[${name}]` : key === '' ? name : `${key}.${name}`),
  );
  return [...own, ...inner];
}

interface Fault {
  kind: 'unfilled' | 'threat' | 'forbidden';
  words: string;
  reason: Sentence;
}

function faultsOf({ words, language }: Found, { forbidden }: Common['phrases']): Fault[] {
  return [
    ...(UNFILLED.test(words) ? [{ kind: 'unfilled', words, reason: SPOKEN } as const] : []),
    ...threatsIn(words).map((one) => ({ ...one, kind: 'threat' }) as const),
    ...forbiddenIn(words, language, forbidden).map((one) => ({ ...one, kind: 'forbidden' }) as const),
  ];
}

const SPOKEN: Sentence = {
  zh: '前台会原样念给居民听。',
  en: 'The desk says it to residents as it stands.',
};

function gapOf({ kind, words, reason }: Fault, { key }: Found, file: string, estate?: string): Gap {
  const lacks = {
    unfilled: { zh: `还没有填：${words}`, en: `not filled in yet: ${words}` },
    threat: { zh: `不能这样说：“${words}”`, en: `may not be said: "${words}"` },
    forbidden: { zh: `服务忌语：“${words}”`, en: `a forbidden phrase: "${words}"` },
  }[kind];
  return {
    meaning: 'wrong',
    ...(estate && { estate }),
    place: `${file} › ${key.replace(/^\./, '')}`,
    lacks,
    so: reason,
  };
}
