import { readFileSync } from 'node:fs';
import type { EmergencyRules } from '#understanding/emergency/patterns.ts';
import { extract } from '#understanding/entities/extract.ts';
import { type FaultWords, lexicons } from '#understanding/entities/words.ts';
import type { Entity, EntityOf, EntityType, RecognizeContext, RegisterLookup } from '#understanding/recognizer.ts';

export const DATA = 'data/common';
const json = <T>(name: string): T => JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8')) as T;

export const faultWords = json<FaultWords>('fault-words.json');
export const emergencyRules = json<EmergencyRules>('emergency.json');
const ready = lexicons(faultWords);

/** Monday 23 November 2026, ten in the morning in Shanghai. */
export const monday: RecognizeContext = {
  locale: 'zh-CN',
  now: new Date('2026-11-23T02:00:00Z'),
  timeZone: 'Asia/Shanghai',
};

/** All entities of a message sent on that Monday. */
export function entitiesOf(text: string, context: Partial<RecognizeContext> = {}, register?: RegisterLookup): Entity[] {
  return extract(text, { ...monday, ...context }, ready, register).entities;
}

/** The fault class of a message. */
export const classOf = (text: string): string | undefined => extract(text, monday, ready).faultClass;

/** The entities of one type. */
export function only<T extends EntityType>(
  type: T,
  text: string,
  context: Partial<RecognizeContext> = {},
): EntityOf<T>[] {
  return entitiesOf(text, context).filter((one): one is EntityOf<T> => one.type === type);
}
