import { z } from 'zod';
import { because, bilingual, listOf, slug, text } from './words.ts';

const code = z
  .string()
  .refine((value) => /^R(0[1-9]|1\d|20)$/.test(value), because('bad-value', '应为 R01 至 R20', 'must be R01 to R20'));

/** 特急 / 急修 / 一般 / 预约计划. */
const level = z.enum(['critical', 'urgent', 'ordinary', 'planned']);

/**
 * Fixtures and faults by key of fault-words.json: one of each list that is not empty must have been named, and none of the
 * fixtures in `unless`.
 */
const named = z.strictObject({
  fixtures: z.array(slug).default([]),
  faults: z.array(slug).default([]),
  unless: z.array(slug).default([]),
});

const spoken = z.strictObject({ zh: z.array(text).default([]), en: z.array(text).default([]) });

/**
 * One answer to a question. `words` are read when it was asked, `said` anywhere in a report; a plain yes is the answer `yes`, a
 * plain no the answer `no`. `level` takes the place of the category's, `danger` is a kind of safety-lines.json.
 */
const answer = z.strictObject({
  key: slug,
  zh: text,
  en: text,
  /** What its button says, where that is shorter than the answer. */
  label: bilingual.optional(),
  words: spoken.optional(),
  said: spoken.optional(),
  level: level.optional(),
  /** How far the fault reaches: one home, one entrance, a building, all of the estate. */
  extent: z.enum(['home', 'unit', 'building', 'estate']).optional(),
  danger: slug.optional(),
  /** What is said at once, with numbers to ring (keys of emergency-lines.json or of the phones in office.json). */
  advice: bilingual.optional(),
  phones: z.array(slug).default([]),
  /** True when it says nothing about the fault and is left out of the summary. */
  quiet: z.boolean().default(false),
});

/** A question of the category; of each `slot` the first whose `when` fits is asked, and only when the report leaves it open. */
const question = z.strictObject({
  slot: z.enum(['extent', 'first']).default('first'),
  when: named.default({ fixtures: [], faults: [], unless: [] }),
  zh: text,
  en: text,
  answers: listOf(answer, ({ key }) => key),
  /** True when it asks whether a visit is wanted at all: no ends the report. */
  offers: z.boolean().default(false),
  /** True when a person is offered beside the answers. */
  person: z.boolean().default(false),
});

const category = z.strictObject({
  code,
  zh: text,
  en: text,
  level,
  /** Whose it usually is; `either` depends on the place. */
  zone: z.enum(['home', 'common', 'either']),
  /** Who is responsible, by key of `rules`. */
  rule: z.strictObject({ home: slug.optional(), common: slug.optional() }).default({}),
  /** True when the warranty may still cover it. */
  warranty: z.boolean().default(false),
  /** What makes it more pressing than `level`. */
  raises: z.array(named.extend({ level })).default([]),
  /** True when words of haste (漏得厉害) raise it to urgent. */
  haste: z.boolean().default(false),
  /** Where else to turn, said at once, with numbers to ring. */
  refer: bilingual.extend({ phones: z.array(slug).default([]) }).optional(),
  questions: z.array(question).default([]),
});

/** Who is responsible as a rule, never as a verdict; `ends` chooses how the sentence goes on. */
const rule = z.strictObject({
  key: slug,
  part: bilingual,
  who: bilingual,
  ends: z.enum(['quoted', 'shared', 'passed-on', 'settled-between']),
  /** Law and article. */
  source: text,
});

/** Faults that several homes report at once, by name: the same kind in one building or unit within the hour is one fault. */
const shared = named.extend({ key: slug, zh: text, en: text, category: code, zone: z.literal('common').optional() });

/** repair.json: what is asked first in each category of repairs, how pressing it is, and who is responsible as a rule. */
export const repairSchema = z.strictObject({
  note: z.string().default(''),
  rules: listOf(rule, ({ key }) => key).default([]),
  /** Said beside the rule where the warranty may still cover it. */
  warranty: bilingual.extend({ source: text }).optional(),
  /** Fixtures that are nobody's own: the outer wall, a corridor light. */
  commonFixtures: z.array(slug).default([]),
  /** Words about who lives there that a visit should mind. */
  care: spoken.default({ zh: [], en: [] }),
  shared: z.array(shared).default([]),
  categories: listOf(category, (one) => one.code).default([]),
});

/** repair.json as it is in force, and its parts. */
export type Repair = z.output<typeof repairSchema>;
export type RepairCategory = Repair['categories'][number];
export type RepairQuestion = RepairCategory['questions'][number];
export type RepairLevel = z.output<typeof level>;
