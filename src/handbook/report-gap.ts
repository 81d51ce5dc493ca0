import type { Common, Estate } from './documents.ts';
import type { Sentence } from './problem.ts';

/** What a gap means for residents, the worst first. */
export const MEANINGS = ['danger', 'reach', 'wrong', 'unanswered', 'unpromised', 'undone', 'misheard'] as const;

/** One of {@link MEANINGS}. */
export type Meaning = (typeof MEANINGS)[number];

/** Something the office has not filled in, or has filled in wrongly, and what the desk therefore does not say or do. */
export interface Gap {
  readonly meaning: Meaning;
  /** Absent for what holds on every estate. */
  readonly estate?: string;
  /** File and key, as `estates/qinghu/office.json › phones.gas`. */
  readonly place: string;
  readonly lacks: Sentence;
  readonly so: Sentence;
}

/** What a report looks at besides the documents. */
export interface Looking {
  readonly now: Date;
  /** Every meaning a message may have, and whether the examples of one are there. */
  readonly intents: readonly string[];
  readonly hasExamples: (locale: 'zh-CN' | 'en', intent: string) => boolean;
  /** Whether `paging.json` knows a way to reach somebody; absent where it cannot be looked at. */
  readonly hasMeans?: (key: string) => boolean;
}

/** Looks at one estate for gaps of one kind. */
export type EstateReport = (estate: Estate, common: Common, looking: Looking) => Gap[];

/** The place of a key in an estate's document. */
export function placeIn({ id }: Estate, document: string, key = ''): string {
  return `estates/${id}/${document}.json${key ? ` › ${key}` : ''}`;
}

/** Both languages of a list: 、 in Chinese, commas in English. */
export function listed(names: readonly Sentence[]): Sentence {
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}
