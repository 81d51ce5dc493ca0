/** What can be wrong with a handbook document; a console may choose its own words by code. */
export type ProblemCode =
  | 'bad-path'
  | 'bad-value'
  | 'bom'
  | 'calendar-not-entered'
  | 'duplicate'
  | 'id-mismatch'
  | 'missing-file'
  | 'missing-key'
  | 'no-estates'
  | 'not-json'
  | 'not-utf8'
  | 'unknown-file'
  | 'unknown-key'
  | 'unknown-reference'
  | 'unreadable'
  | 'wrong-kind';

/** The same sentence in the two languages of the office. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/**
 * One thing wrong with the handbook. `file` is relative to the handbook folder with forward slashes, `key` a dotted
 * path inside it ('' for the whole file). An `error` keeps the edit out of force, a `warning` does not.
 */
export interface Problem {
  readonly file: string;
  readonly key: string;
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly reason: Sentence;
  readonly line?: number;
  readonly column?: number;
}

/** A problem that keeps the document out of force. The reason never repeats a value: values may be phone numbers. */
export function fault(file: string, key: string, code: ProblemCode, reason: Sentence): Problem {
  return { file, key, code, severity: 'error', reason };
}

/** A problem worth telling the office about although the document is in force. */
export function warning(file: string, key: string, code: ProblemCode, reason: Sentence): Problem {
  return { file, key, code, severity: 'warning', reason };
}

/** One problem as a line for an operator, in each language: file, line, key and reason. */
export function describeProblem(problem: Problem): Sentence {
  const place = placeOf(problem);
  return { zh: `${place}：${problem.reason.zh}`, en: `${place}: ${problem.reason.en}` };
}

function placeOf({ file, key, line, column }: Problem): string {
  const at = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return key ? `${at} › ${key}` : at;
}

/** Thrown when the handbook cannot be opened or an edit is refused; carries every problem found, errors only. */
export class HandbookError extends Error {
  readonly code = 'handbook-refused';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(['The handbook is refused (手册有误，未采用):', ...problems.map(inBothLanguages)].join('\n  '));
    this.name = 'HandbookError';
    this.problems = problems;
  }
}

function inBothLanguages(problem: Problem): string {
  return `${placeOf(problem)}: ${problem.reason.zh} / ${problem.reason.en}`;
}
