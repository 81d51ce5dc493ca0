import type { z } from 'zod';
import { fault, type Problem, type ProblemCode, type Sentence } from './problem.ts';

const kinds: Record<string, Sentence> = {
  string: { zh: '文字（加双引号）', en: 'text in double quotes' },
  number: { zh: '数字（不加引号）', en: 'a number without quotes' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '用 [ ] 括起的列表', en: 'a list in [ ]' },
  object: { zh: '用 { } 括起的一组项目', en: 'a group in { }' },
  record: { zh: '用 { } 括起的一组项目', en: 'a group in { }' },
};

/** The params of a check written in our schemas: what a custom zod issue carries to become a Problem. */
export interface CheckFault extends Sentence {
  readonly code: ProblemCode;
}

/**
 * Puts one zod issue into words, as one problem for each key it names.
 * `document` is the value that was checked; it tells a missing key from one of the wrong kind.
 */
export function problemsOfIssue(file: string, document: unknown, issue: z.core.$ZodIssue): Problem[] {
  const key = keyPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => fault(file, keyPath([...issue.path, name]), 'unknown-key', unknownKey(name)));
  }
  if (issue.code === 'custom') {
    const { code, zh, en } = issue.params as CheckFault & Record<string, unknown>;
    return [fault(file, key, code, { zh, en })];
  }
  if (valueAt(document, issue.path) === undefined) {
    return [fault(file, key, 'missing-key', { zh: '缺少这一项', en: 'this key is missing' })];
  }
  if (issue.code === 'invalid_type') return [fault(file, key, 'wrong-kind', expected(issue.expected))];
  return [fault(file, key, 'bad-value', badValue(issue))];
}

/** A dotted path as an office would write it down: `hours.weekly.mon[0]`. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

function unknownKey(name: string): Sentence {
  return { zh: `没有名为“${name}”的项目，请检查拼写`, en: `there is no key called "${name}"; check the spelling` };
}

function expected(kind: string): Sentence {
  const wanted = kinds[kind] ?? { zh: kind, en: kind };
  return { zh: `应为${wanted.zh}`, en: `must be ${wanted.en}` };
}

function badValue(issue: z.core.$ZodIssue): Sentence {
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String).join(', ');
    return { zh: `只能是：${choices}`, en: `must be one of: ${choices}` };
  }
  if (issue.code === 'too_small')
    return { zh: `不能少于或小于 ${issue.minimum}`, en: `must be at least ${issue.minimum}` };
  if (issue.code === 'too_big')
    return { zh: `不能多于或大于 ${issue.maximum}`, en: `must be at most ${issue.maximum}` };
  if (issue.code === 'not_multiple_of') return { zh: '小数位过多', en: 'has too many decimals' };
  if (issue.code === 'invalid_key') return { zh: '项目名不符合要求', en: 'the key is not allowed here' };
  return { zh: '内容不符合要求', en: 'the value is not allowed here' };
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    document,
  );
}
