import { conceptsIn } from './local/concepts.ts';
import type { Entity, EntityType } from './recognizer.ts';

/** Private characters that stand for what was recognised, so that the learner sees "a dwelling" and not its numbers. */
const MARKS: Partial<Record<EntityType, string>> = {
  dwelling: '\ue001',
  phone: '\ue002',
  ticket: '\ue003',
  money: '\ue004',
  rating: '\ue006',
};
const CONCEPTS: Partial<Record<EntityType, string>> = { fixture: '\ue010', fault: '\ue011' };

/** The text as the learner reads it: numbers of homes, phones, tickets and sums replaced by marks, and marks for fixtures and faults at the end. */
export function forLearner(text: string, entities: readonly Entity[]): string {
  let out = '';
  let at = 0;
  for (const { type, start, end } of entities) {
    const mark = MARKS[type];
    if (!mark || start < at) continue;
    out += `${text.slice(at, start)}${mark}`;
    at = end;
  }
  const concepts = new Set(entities.flatMap(({ type }) => CONCEPTS[type] ?? []));
  out += text.slice(at);
  if (out.includes('[')) out = out.replace(MASK, (_, name: string) => MASKED[name] ?? '');
  return `${out} ${[...concepts].join(' ')}${conceptsIn(out)}`;
}

/** What {@link maskPersonal} writes, as the learner reads it: a kept and labelled message teaches the same as the message itself. */
const MASKED: Readonly<Record<string, string>> = {
  home: '\ue001',
  phone: '\ue002',
  ticket: '\ue003',
  name: '',
  number: '',
};
const MASK = /\[(home|phone|ticket|name|number)\]/g;

const PERSONAL: Partial<Record<EntityType, string>> = {
  dwelling: '[home]',
  phone: '[phone]',
  ticket: '[ticket]',
  'person-name': '[name]',
};
const LONG_DIGITS = /\d(?:[\s-]?\d){5,}[xX]?/g;

/** The text without what says who wrote it: homes, phone numbers, names, ticket numbers, identity and card numbers. */
export function maskPersonal(text: string, entities: readonly Entity[]): string {
  let out = '';
  let at = 0;
  for (const { type, start, end } of entities) {
    const mark = PERSONAL[type];
    if (!mark || start < at) continue;
    out += `${text.slice(at, start)}${mark}`;
    at = end;
  }
  return `${out}${text.slice(at)}`.replace(LONG_DIGITS, '[number]');
}
