import { placeOfDocument } from './documents.ts';
import { problemsOfIssue } from './issue-to-problem.ts';
import { type Problem, warning } from './problem.ts';
import type { JsonReading } from './read-json.ts';

/** A document after its check: `value` is frozen, with defaults filled in, and absent when a problem is an error. */
export interface CheckedDocument {
  readonly value?: unknown;
  readonly problems: readonly Problem[];
}

/** Checks a document as written against its schema. A file that is no document of ours is left out with a warning. */
export function checkDocument(file: string, { value, problems }: JsonReading): CheckedDocument {
  const place = placeOfDocument(file);
  if (!place) return { problems: [warning(file, '', 'unknown-file', strayFile)] };
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  const checked = place.schema.safeParse(value);
  if (checked.success) return { value: deepFreeze(checked.data), problems };
  return { problems: [...problems, ...checked.error.issues.flatMap((issue) => problemsOfIssue(file, value, issue))] };
}

const strayFile = {
  zh: '手册里没有这个文件名，未采用；请检查拼写',
  en: 'no document has this name, so it is not used; check the spelling',
};

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
