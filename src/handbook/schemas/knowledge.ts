import { z } from 'zod';
import { isLocalKey } from '../local-keys.ts';
import { because, bilingual, day, listOf, text } from './words.ts';

const id = z
  .string()
  .refine(
    (value) => /^[A-Z]{1,3}\d{2,4}$/.test(value),
    because('bad-value', '应写成 K09 这样：大写字母加数字', 'write it like K09: capital letters, then digits'),
  );

const localKey = z
  .string()
  .refine(
    isLocalKey,
    because(
      'unknown-reference',
      '没有这个资料项；可用 office.…、profile.…、tariff.<价目>、facts.<资料>',
      'there is no such local key; use office.…, profile.…, tariff.<price> or facts.<fact>',
    ),
  );

/** What entries are about. */
export const KNOWLEDGE_TOPICS = [
  'office',
  'fees',
  'fund',
  'repair',
  'move-in',
  'access',
  'neighbours',
  'rights',
] as const;

const variants = z.strictObject({ zh: z.array(text), en: z.array(text) });

const fields = z.strictObject({
  id,
  topic: z.enum(KNOWLEDGE_TOPICS),
  question: bilingual,
  /** Other ways of asking the same. */
  variants: variants.default({ zh: [], en: [] }),
  /** At most three sentences; {{a local key}} stands where its value is spoken. */
  short: bilingual,
  /** For whoever asks for more. */
  long: bilingual.optional(),
  /** Every local key the answer speaks or depends on: with one of them empty, the answer is not given. */
  keys: listOf(localKey, (key) => key).default([]),
  /** Law and article, or document and page. */
  source: bilingual,
  checkedOn: day,
  validFrom: day,
  /** The last day it may be said; null while no end is known. */
  validTo: day.nullable().default(null),
  reviewer: text,
  /** A0: to anyone. A1: to a resident bound to a home. A2: a matter for the counter, which is named with it. */
  auth: z.enum(['A0', 'A1', 'A2']),
  /** A person is always offered after the answer. */
  handover: z.literal('person').optional(),
  /** The desk's matter (an intent such as repair) that is begun after the answer. */
  begins: z
    .string()
    .refine(
      (value) => /^[a-z]+(_[a-z]+)*$/.test(value),
      because('bad-value', '应为事项名，如 repair', 'must be the name of a matter, such as repair'),
    )
    .optional(),
});

type Fields = z.output<typeof fields>;

const entry = fields.superRefine(check);

/** An entry of one estate; `replaces` names the entry of `common/` that is not said there because of it. */
const ownEntry = fields.extend({ replaces: id.optional() }).superRefine(check);

function check(one: Fields, context: z.core.$RefinementCtx): void {
  if (one.validTo !== null && one.validTo < one.validFrom) {
    const refusal = because('bad-value', '结束早于开始', 'ends before it starts');
    context.addIssue({ code: 'custom', path: ['validTo'], ...refusal });
  }
  for (const { path, zh, en } of slips(one))
    context.addIssue({ code: 'custom', path, ...because('unknown-reference', zh, en) });
}

/** {{…}} that names no key of the entry, or braces that do not close. */
function slips({ short, long, keys }: Fields): { path: string[]; zh: string; en: string }[] {
  const texts = Object.entries({ short, long }).flatMap(([name, words]) =>
    words ? (['zh', 'en'] as const).map((language) => ({ path: [name, language], words: words[language] })) : [],
  );
  return texts.flatMap(({ path, words }) => {
    const lost = placeholdersOf(words).find((key) => !keys.includes(key));
    if (lost !== undefined) return [{ path, zh: `keys 中没有“${lost}”`, en: `keys does not name "${lost}"` }];
    return /[{}]/.test(words.replace(PLACEHOLDER, ''))
      ? [{ path, zh: '大括号没有成对，应写成 {{资料项}}', en: 'braces do not match; write {{local key}}' }]
      : [];
  });
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The local keys that a text speaks, in order. */
export function placeholdersOf(words: string): string[] {
  return [...words.matchAll(PLACEHOLDER)].map(([, key = '']) => key.trim());
}

/** Puts what `value` gives for each {{key}} into a text, once: what a value holds is never read again. */
export function fillPlaceholders(words: string, value: (key: string) => string): string {
  return words.replace(PLACEHOLDER, (_, key: string) => value(key.trim()));
}

/** One question of the office's knowledge, with its answer. */
export type KnowledgeEntry = Fields;

/** knowledge.json: what residents ask, and what may be answered (domain 5.9). */
export const knowledgeSchema = z.strictObject({
  note: z.string().default(''),
  entries: listOf(entry, (one) => one.id).default([]),
});

/** An entry that one estate has written for itself. */
export type OwnEntry = Fields & { readonly replaces?: string | undefined };

/** knowledge.json of an estate: what the office answers there, besides or instead of what holds everywhere. */
export const ownKnowledgeSchema = z.strictObject({
  note: z.string().default(''),
  entries: listOf(ownEntry, (one) => one.id).default([]),
});
