import { z } from 'zod';
import { because, bilingual, listOf, slug, text } from './words.ts';

/** What a canned reply may leave open: about the resident, the case, the clerk, and the office. */
export const REPLY_PLACEHOLDERS = [
  'name',
  'home',
  'ticket',
  'clerk',
  'estate',
  'company',
  'hours',
  'address',
  'phone',
  'night-phone',
  'complaint-phone',
] as const;

/** One of {@link REPLY_PLACEHOLDERS}. */
export type ReplyPlaceholder = (typeof REPLY_PLACEHOLDERS)[number];

const PLACEHOLDER = /\{([^{}]*)\}/gu;

/** The placeholders of a text, as written, in order. */
function placeholdersIn(words: string): string[] {
  return [...words.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** Puts a value into each placeholder of a text. */
export function fillReply(words: string, value: (name: ReplyPlaceholder) => string): string {
  return words.replace(PLACEHOLDER, (_, name: ReplyPlaceholder) => value(name));
}

const isKnown = (name: string) => (REPLY_PLACEHOLDERS as readonly string[]).includes(name);

const replyText = text.superRefine((words, context) => {
  const names = REPLY_PLACEHOLDERS.map((name) => `{${name}}`).join(' ');
  const wrong = placeholdersIn(words).find((name) => !isKnown(name));
  const broken = /[{}]/.test(words.replace(PLACEHOLDER, ''));
  if (wrong === undefined && !broken) return;
  const refusal = because('unknown-reference', `占位只能用 ${names}`, `placeholders are ${names}`);
  context.addIssue({ code: 'custom', ...refusal });
});

/** replies.json: what staff say often (快捷回复); an estate's own reply stands for the common one of the same key. */
export const repliesSchema = z.strictObject({
  note: z.string().default(''),
  replies: listOf(
    z.strictObject({
      key: slug,
      title: bilingual,
      text: z.strictObject({ zh: replyText, en: replyText }),
      /** By what else it is looked for. */
      words: z.array(text).default([]),
    }),
    ({ key }) => key,
  ).default([]),
});

/** One canned reply. */
export type CannedReply = z.output<typeof repliesSchema>['replies'][number];
