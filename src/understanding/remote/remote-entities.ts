import type { FaultWords, Word } from '../entities/words.ts';
import type { Entity, PhoneValue, WordValue } from '../recognizer.ts';
import type { Span } from './mask.ts';
import type { RemoteEntity } from './remote-service.ts';

/** Below this a learned entity is more often wrong than right. */
const ENOUGH = 0.5;

/** What the message holds already, and the words of the handbook. */
export interface Known {
  text: string;
  /** Stretches that are settled: found by the desk itself, or hidden from the service. */
  taken: readonly Span[];
  words: FaultWords;
}

/** The remote entities that the desk has a use for, in its own types; nothing that overlaps what is settled. */
export function entitiesFrom(found: readonly RemoteEntity[], known: Known): Entity[] {
  const taken: Span[] = [...known.taken];
  const entities: Entity[] = [];
  for (const one of found) {
    if (one.score < ENOUGH || !isThere(one, known.text) || taken.some((other) => overlap(one, other))) continue;
    const entity = asEntity(one, known);
    if (!entity) continue;
    entities.push(entity);
    taken.push(one);
  }
  return entities;
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** A service that corrected the spelling counts in its own text; only what it read where it says is believed. */
function isThere({ start, end, words }: RemoteEntity, text: string): boolean {
  return start >= 0 && start < end && text.slice(start, end).toLowerCase() === words.toLowerCase();
}

function asEntity({ name, start, end, value }: RemoteEntity, { text, words }: Known): Entity | undefined {
  const at = { start, end, text: text.slice(start, end) };
  switch (value.kind) {
    case 'time':
      return { type: 'time', ...at, value: value.time };
    case 'duration':
      return { type: 'duration', ...at, value: { minutes: value.minutes } };
    case 'phone':
      return { type: 'phone', ...at, value: phoneOf(at.text) };
    case 'number':
      return name.toLowerCase() === 'people' && Number.isInteger(value.number) && value.number > 0
        ? { type: 'people', ...at, value: value.number }
        : undefined;
    case 'list':
      return listed(name.toLowerCase(), value.key, at, words);
  }
}

function listed(name: string, key: string, at: Span & { text: string }, words: FaultWords): Entity | undefined {
  if (name === 'urgency') return key === 'high' || key === 'critical' ? { type: name, ...at, value: key } : undefined;
  if (name === 'place') {
    const place = words.places.find((one) => one.key === key);
    return place && { type: name, ...at, value: { ...wordValue(place), zone: place.zone } };
  }
  if (name !== 'fixture' && name !== 'fault') return undefined;
  const word = (name === 'fixture' ? words.fixtures : words.faults).find((one) => one.key === key);
  return word && { type: name, ...at, value: wordValue(word) };
}

const wordValue = ({ key, zh, en, category }: Word): WordValue => ({
  key,
  label: { zh: zh[0] ?? key, en: en[0] ?? key },
  ...(category ? { category } : {}),
});

function phoneOf(text: string): PhoneValue {
  const digits = text.replace(/[^\d+]/g, '').replace(/^(?:\+|00)86/, '');
  if (digits.startsWith('+')) return { digits, kind: 'foreign' };
  if (/^1[3-9]\d{9}$/.test(digits)) return { digits, kind: 'mobile' };
  return { digits, kind: /^[48]00\d{7}$/.test(digits) ? 'service' : 'landline' };
}
