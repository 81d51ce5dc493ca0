/** The languages the desk speaks. */
export type Locale = 'zh-CN' | 'en';

/** What a resident may want; the borders are described in `README.md` beside this file. */
export const INTENTS = [
  'greet',
  'help',
  'move_in',
  'repair',
  'complaint',
  'fee_enquiry',
  'contract_enquiry',
  'lease_enquiry',
  'notice_enquiry',
  'office_enquiry',
  'status_query',
  'suggestion',
  'human',
  'thanks',
  'goodbye',
  'cancel',
  'affirm',
  'deny',
  'emergency',
  'archive_request',
  'visit_survey',
  'out_of_scope',
] as const;

/** One of {@link INTENTS}. */
export type Intent = (typeof INTENTS)[number];

/** The question the desk last asked and is waiting on, as far as reading the answer depends on it. */
export interface OpenQuestion {
  form: string;
  key: string;
  kind: 'text' | 'dwelling' | 'phone' | 'time' | 'yes-no' | 'choice' | 'photo' | 'person';
  choices?: readonly string[];
}

/** What a recognizer may know besides the words: `now` is the moment of the message, `timeZone` an IANA name. */
export interface RecognizeContext {
  locale: Locale;
  now: Date;
  timeZone: string;
  estateId?: string;
  openQuestion?: OpenQuestion;
  signal?: AbortSignal;
}

/** An intent with the probability (0–1, calibrated) that it is meant. */
export interface ScoredIntent {
  name: Intent;
  score: number;
}

/** `act`: do it. `ask`: "did you mean A or B, or a person?". `person`: hand over. */
export type Band = 'act' | 'ask' | 'person';

/** Parts of an address inside the estate, as plain digits or capital letters ("3", "A", "501", "12B"). */
export interface DwellingParts {
  building?: string;
  unit?: string;
  floor?: string;
  room?: string;
}

/** A home as the estate's register knows it. */
export interface RegisteredDwelling {
  id: string;
  building?: string;
  unit?: string;
  room?: string;
}

/** Answers which registered homes fit the parts given; an empty list means the register has none. */
export type RegisterLookup = (parts: DwellingParts) => readonly RegisteredDwelling[];

/** `known` is absent when no register was at hand; `ids` are the registered homes that fit, at most 20. */
export interface DwellingValue extends DwellingParts {
  known?: 'one' | 'several' | 'none';
  ids?: readonly string[];
  /** Pieced together from half an address (1号3楼2), so that it is asked back before somebody is sent there. */
  half?: true;
}

/** `digits` without country code +86 and without separators; `extension` as digits. */
export interface PhoneValue {
  digits: string;
  extension?: string;
  kind: 'mobile' | 'landline' | 'service' | 'foreign';
}

/**
 * A time or range: `from` inclusive and `to` exclusive, ISO 8601 with the estate's offset. `since` marks "since …" and "for two days";
 * `minutes` is the length when the words gave one. `any` granularity carries neither bound.
 */
export interface TimeValue {
  from?: string;
  to?: string;
  granularity: 'minute' | 'hour' | 'part' | 'day' | 'week' | 'month' | 'any';
  direction: 'future' | 'past' | 'now' | 'any';
  since?: boolean;
  minutes?: number;
}

/** A fixture, a fault or a place named by key of `fault-words.json`; `category` is the fault class of the whole message. */
export interface WordValue {
  key: string;
  label: { zh: string; en: string };
  category?: string;
}

/** A place also says whose it is: inside the home, or common to the estate. */
export interface PlaceValue extends WordValue {
  zone: 'home' | 'common';
}

/** A name as given: a full name, or a surname with or without a title. */
export interface NameValue {
  name?: string;
  surname?: string;
  title?: string;
}

interface Found<T extends string, V> {
  type: T;
  /** Offsets in UTF-16 units of the original text, `end` exclusive. */
  start: number;
  end: number;
  text: string;
  value: V;
}

/** Something named in the message, with its place there and its normalised value. */
export type Entity =
  | Found<'dwelling', DwellingValue>
  | Found<'phone', PhoneValue>
  | Found<'time', TimeValue>
  | Found<'duration', { minutes: number }>
  | Found<'place', PlaceValue>
  | Found<'fixture', WordValue>
  | Found<'fault', WordValue>
  | Found<'money', { amount: number; currency: string }>
  | Found<'ticket', string>
  | Found<'rating', { score: number; outOf: number }>
  | Found<'people', number>
  | Found<'urgency', 'high' | 'critical'>
  | Found<'person-name', NameValue>;

/** Names of all entity types. */
export type EntityType = Entity['type'];

/** The entity of one type. */
export type EntityOf<T extends EntityType> = Extract<Entity, { type: T }>;

/** What a short answer says; given only while a question is open, except `help`, `human` and `leave-message`. */
export type Reply =
  | 'affirm'
  | 'deny'
  | 'cancel'
  | 'back'
  | 'skip'
  | 'unknown'
  | 'help'
  | 'human'
  | 'repeat'
  | 'leave-message'
  | 'stop-waiting';

/** One of several matters in a message: its own words, intents (best first) and entities. */
export interface Matter {
  text: string;
  start: number;
  end: number;
  intents: ScoredIntent[];
  entities: Entity[];
  /** Fault class R01–R20 when the matter names a fixture or fault. */
  faultClass?: string;
  /** Entries of the office's knowledge that may answer it, as of the whole message. */
  answers?: { id: string; score: number }[];
}

/** Danger to life, and the words that said so. `kind` is a key of `emergency.json`, or `other` when only the model saw it. */
export interface Emergency {
  kind: string;
  words: string;
}

/** A message as understood. */
export interface Understood {
  text: string;
  locale: Locale | 'mixed';
  /** Calibrated, best first, never empty. */
  intents: ScoredIntent[];
  band: Band;
  entities: Entity[];
  emergency?: Emergency;
  /** Which recognizer answered: `rules`, `local`, `luis`, `clu`. */
  recognizer: string;
  reply?: Reply;
  /** 1 for "1", "第一个", "the first one"; -1 for "the last one". */
  ordinal?: number;
  /** Fault class R01–R20 when a fixture or fault was named. */
  faultClass?: string;
  /** Entries of the office's knowledge that may answer it, best first, with the certainty (0–1) that they do. */
  answers?: { id: string; score: number }[];
  /** Two or more when the message holds several matters; absent otherwise. */
  matters?: Matter[];
}

/** Anything that can read a message. It never throws for any text; a remote one falls back to the local answer. */
export interface Recognizer {
  readonly name: string;
  recognize(text: string, context: RecognizeContext): Promise<Understood> | Understood;
}
