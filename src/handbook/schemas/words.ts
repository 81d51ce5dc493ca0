import { z } from 'zod';
import type { CheckFault } from '../issue-to-problem.ts';

/** Makes the refusal of a check of ours readable: what `refine` is given next to its test. */
export function because(
  code: CheckFault['code'],
  zh: string,
  en: string,
): { params: CheckFault & Record<string, unknown> } {
  return { params: { code, zh, en } };
}

/** Text with something in it. */
export const text = z
  .string()
  .refine((value) => value.trim() !== '', because('bad-value', '不能为空', 'must not be empty'));

/** What a resident sees, in both languages. */
export const bilingual = z.strictObject({ zh: text, en: text });

/** The words people use for one thing, in both languages; the first of each is its label. */
export const wordLists = { zh: z.array(text).min(1), en: z.array(text).min(1) };

/** A name used by programs and other documents: small letters, digits and hyphens. */
export const slug = z
  .string()
  .refine(
    (value) => /^[a-z][a-z0-9-]{0,39}$/.test(value),
    because(
      'bad-value',
      '只能用小写字母、数字和连字符，并以字母开头',
      'use small letters, digits and hyphens, a letter first',
    ),
  );

/** A phone number as people read it; empty while the office has not filled it in. */
export const phoneNumber = z
  .string()
  .refine(
    (value) => value === '' || /^\+?[0-9][0-9 -]{1,18}[0-9]$/.test(value),
    because(
      'bad-value',
      '电话只能由数字、空格和连字符组成；未定时留空 ""',
      'a phone has digits, spaces and hyphens; leave "" while unknown',
    ),
  );

/** A day such as 2026-11-23 that exists. */
export const day = z
  .string()
  .refine(
    isRealDay,
    because('bad-value', '应为真实存在的日期，如 2026-11-23', 'must be a real day such as 2026-11-23'),
  );

/** A list whose entries differ in what `keyOf` returns. The refusal names the later entry. */
export function listOf<T extends z.ZodType>(entry: T, keyOf: (value: z.output<T>) => string) {
  return z.array(entry).superRefine((entries, context) => {
    const seen = new Set<string>();
    for (const [at, value] of entries.entries()) {
      const key = keyOf(value);
      if (seen.has(key)) {
        context.addIssue({
          code: 'custom',
          path: [at],
          ...because('duplicate', `“${key}”重复了`, `"${key}" is there twice`),
        });
      }
      seen.add(key);
    }
  });
}

function isRealDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
