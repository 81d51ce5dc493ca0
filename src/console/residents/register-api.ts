import type { Text2 } from '#console/api.ts';

/** What is wrong with a row of a register table, counted from 1 with the heading. */
export interface RegisterRowError {
  row: number;
  code: 'no-heading' | 'empty' | 'missing' | 'bad-code' | 'duplicate' | 'other-floor';
  column?: 'building' | 'unit' | 'floor' | 'room';
  other?: number;
}

/** So many of them, and the first of them. */
export interface Some<T> {
  total: number;
  first: T[];
}

/** A change of the register before it is made. */
export interface RegisterPreview {
  rows: number;
  homes: number;
  errors: Some<RegisterRowError>;
  added: Some<string>;
  removed: Some<string>;
  changed: Some<{ from: string; to: string }>;
  /** Homes that would go though somebody belongs to them, or a case of theirs is open. */
  inUse: Some<{ unitCode: string; members: number; cases: number }>;
  problems: Text2[];
  /** Given back to apply exactly this. */
  mark: string;
}

export type RegisterMode = 'replace' | 'add';
