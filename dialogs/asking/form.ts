import type { Clock } from '#records/clock.ts';
import type { Entity, EntityOf, EntityType, OpenQuestion, Understood } from '#understanding/recognizer.ts';
import { deniedSpans } from '#understanding/turns-of-speech.ts';
import type { Answer, Answers } from '../desk-state.ts';
import type { Common, DeskTurn, Estate, MessageFile } from '../desk-turn.ts';
import type { Say } from '../speech.ts';

/** What a question may look at while it reads a message. */
export interface Reading {
  text: string;
  understood: Understood;
  files: MessageFile[];
  /** True when this very question was asked last. */
  asked: boolean;
  /** The answer so far, which a correction may change in part. */
  earlier: Answer | undefined;
  /** What an incomplete answer left behind (`partial` of the reading before). */
  partial: unknown;
  answers: Answers;
  /** When the open question was last put, milliseconds: what it offered was true then. */
  askedAt: number | undefined;
  estate: Estate;
  common: Common;
  clock: Clock;
  say: Say;
  locale: 'zh-CN' | 'en';
}

/** What the words of a question may depend on. */
export type About = Pick<Reading, 'answers' | 'estate' | 'common' | 'clock' | 'say' | 'locale'> &
  Partial<Pick<Reading, 'partial'>>;

/**
 * What reading gave: an answer, or a locale key that says what is wrong or missing; `later` when that is for the question's own
 * turn. Nothing at all is `undefined`.
 */
export type Read =
  | Answer
  | { problem: string; values?: Record<string, string>; partial?: unknown; later?: boolean }
  | undefined;

/** A danger that an answer told of. */
export interface DangerTold {
  kind: string;
  words: string;
}

/**
 * One question, one place. Its words are `<form>:ask.<key>`, `<form>:again.<key>` (when the answer could not be read) and
 * `<form>:name.<key>` (its name in the summary); `<form>:names.<key>` lists what residents call it when they correct it.
 */
export interface Question {
  readonly key: string;
  readonly kind: OpenQuestion['kind'];
  /** May be left out in words: 没有, 不用, skip. */
  readonly optional?: boolean;
  /** True when a mention anywhere replaces an earlier answer; otherwise only a correction or the question itself does. */
  readonly replaces?: boolean;
  /** True when it is never asked, only kept when said. */
  readonly unasked?: boolean;
  /** True when its answer is a list: the summary shows it, and no sentence repeats it. */
  readonly long?: boolean;
  /** Whether the question arises, given the answers so far. */
  needed?(answers: Answers): boolean;
  read(reading: Reading): Read;
  /** The question in words, where it depends on earlier answers; else it is `<form>:ask.<key>`. */
  says?(about: About): string | undefined;
  /** Ready answers to offer. */
  choices?(about: About): string[];
  /** What is said at once to its answer, before the next question. */
  heard?(about: About): string | undefined;
  /**
   * The danger that an answer to it tells of where the words alone do not (有 to 里面有人吗): its kind in `safety-lines.json`, and
   * the answer in words that stand by themselves.
   */
  danger?(reading: Pick<Reading, 'text' | 'understood' | 'answers' | 'common' | 'locale'>): DangerTold | undefined;
  /** True when it asks whether the matter is wanted at all: a plain no then gives it up. */
  offers?(about: Pick<Reading, 'answers' | 'common'>): boolean;
}

/** A service offered as questions. A changed set of questions is a new version. */
export interface Form {
  readonly name: string;
  readonly version: number;
  readonly questions: readonly Question[];
  /** What is known before the first question, such as the home of a resident who is bound to one. */
  known?(turn: DeskTurn): Answers;
  /** The first words, given what the message already answers; else `<form>:begin` and `<form>:beginNoted`. */
  opening?(turn: DeskTurn, answers: Answers): string | undefined;
  /**
   * Brings the answers in line with the records before the next question: what is known there is added, what no longer holds
   * is dropped. An answer that is told with no words is known to the desk and shown to nobody.
   */
  settle?(turn: DeskTurn, answers: Answers): Promise<Answers>;
  /**
   * Looks at every message before it is read as an answer: words to say before the open question comes again, true when all
   * is said already, undefined to read it.
   */
  heed?(turn: DeskTurn): Promise<string | true | undefined>;
  /** The question whose answer takes more words once everything is restated, and how. */
  readonly more?: { key: string; add(answer: Answer, words: string, say: Say): Answer };
  /** What is to be known before confirming, below the summary. */
  note?(turn: DeskTurn, answers: Answers): string | undefined;
  /** Files what was confirmed and says so. */
  file(turn: DeskTurn, answers: Answers): Promise<void>;
}

/** The first entity of one type. */
export function entity<T extends EntityType>(understood: Understood, type: T): EntityOf<T> | undefined {
  return entities(understood, type)[0];
}

/** All entities of one type, in the order said; those a resident denies (「不是3栋」) are left out. */
export function entities<T extends EntityType>(understood: Understood, type: T): EntityOf<T>[] {
  const denied = deniedIn(understood);
  return understood.entities.filter(
    (one: Entity): one is EntityOf<T> =>
      one.type === type && !denied.some(([from, to]) => one.start >= from && one.end <= to),
  );
}

const denials = new WeakMap<Understood, [number, number][]>();

/** Looked for once in a message, which every question of a form asks about. */
function deniedIn(understood: Understood): [number, number][] {
  const known = denials.get(understood);
  if (known) return known;
  const found = deniedSpans(understood.text);
  denials.set(understood, found);
  return found;
}
