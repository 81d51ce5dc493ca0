import type { Repair, RepairLevel } from '#handbook/schemas/repair.ts';
import { without } from '#handbook/wording.ts';
import type { Entity } from '#understanding/recognizer.ts';
import { isCorrection, takes } from '#understanding/turns-of-speech.ts';
import { type About, entities, entity, type Question, type Read, type Reading } from '../asking/form.ts';
import type { Answer } from '../desk-state.ts';
import type { Say } from '../speech.ts';
import { categoryOf, fits, mostPressing, questionIn, type Slot } from './category.ts';
import { leftOut, saysLeftOut } from './left-out.ts';
import { ringLines } from './ring-lines.ts';

/** What is broken: words as said, and what they mean to the trade. */
export interface What {
  words: string;
  /** R01–R20 where the words named one. */
  category?: string;
  /** How pressing the category is by itself, and what the words raise it to. */
  level: RepairLevel;
  raised?: RepairLevel;
  fixtures: string[];
  faults: string[];
  /** Whose it is, where that does not depend on the place that is still to be asked. */
  zone?: 'home' | 'common';
  /** The category's questions that arise, by their place in the handbook. */
  asks: Partial<Record<Slot, number>>;
}

const LONGEST = 500;

/** What is broken, in the resident's own words. What is added later (还有, 忘了说) joins what was said. */
export const what: Question = {
  key: 'what',
  kind: 'text',
  replaces: true,
  read: readWhat,
  heard({ answers, common, estate, say, locale }: About) {
    const refer = categoryOf(common.repair, whatOf(answers)?.category)?.refer;
    if (!refer) return undefined;
    const lines = ringLines({ common, estate, say, locale }, refer.phones);
    return [locale === 'en' ? refer.en : refer.zh, ...lines].join('\n');
  },
};

/** The fault of a form's answers; one that an older form stored has nothing but its words. */
export function whatOf(answers: Readonly<Record<string, { value: unknown } | undefined>>): What | undefined {
  const value = answers.what?.value as Partial<What> | undefined;
  return value?.words === undefined
    ? undefined
    : { level: 'ordinary', fixtures: [], faults: [], asks: {}, ...value, words: value.words };
}

function readWhat(reading: Reading): Read {
  const { text, understood, asked, earlier } = reading;
  const named = entity(understood, 'fixture') ?? entity(understood, 'fault');
  const forgot = earlier !== undefined && saysLeftOut(text);
  if (!named && !asked && !forgot) return undefined;
  const words = leftOut(tidy(reading));
  if (words.length < 2) return asked ? { problem: 'repair:again.what' } : undefined;
  const before = earlier && whatOf({ what: earlier });
  if (!before || asked) return told(reading, words);
  if (before.words.includes(words)) return earlier;
  if (forgot || takes('adds', text)) {
    const both = [before.words, words].join(reading.say('asking:semicolon'));
    return told(reading, both.slice(0, LONGEST), before);
  }
  return named && isCorrection(text) ? told(reading, words) : undefined;
}

/** What is broken, with more words about it. */
export function withWords(answer: Answer, more: string, say: Say): Answer {
  const words = [(answer.value as What).words, more].join(say('asking:semicolon')).slice(0, LONGEST);
  return { value: { ...(answer.value as What), words }, told: say('repair:toldWhat', { words }) };
}

function told(reading: Reading, words: string, before?: What) {
  const { understood, common, say, text } = reading;
  const named = {
    fixtures: [...new Set([...(before?.fixtures ?? []), ...entities(understood, 'fixture').map(keyOf)])],
    faults: [...new Set([...(before?.faults ?? []), ...entities(understood, 'fault').map(keyOf)])],
  };
  const category = before?.category ?? understood.faultClass;
  const place = entities(understood, 'place').find(({ value }) => value.zone === 'common');
  const meant = meaningOf(common.repair, { category, ...named, haste: isHasty(understood.entities) });
  const zone = before?.zone ?? (place ? 'common' : meant.zone);
  const raised = before?.raised || meant.raised ? mostPressing(before?.raised, meant.raised) : undefined;
  const value: What = { words, ...named, ...meant, ...(category ? { category } : {}), ...(zone ? { zone } : {}) };
  if (raised) value.raised = raised;
  // The category's questions stay as they were asked: more words must not take an answer away.
  if (before) value.asks = { ...meant.asks, ...before.asks };
  return { value, told: say('repair:toldWhat', { words: words || text }) };
}

function keyOf({ value }: { value: { key: string } }): string {
  return value.key;
}

function isHasty(found: readonly Entity[]): boolean {
  return found.some(({ type }) => type === 'urgency');
}

type Meant = Pick<What, 'level' | 'raised' | 'zone' | 'asks'>;

/** What the handbook says of a fault: how pressing, whose, and what to ask. */
function meaningOf(
  repair: Repair,
  named: { category?: string | undefined; fixtures: string[]; faults: string[]; haste: boolean },
): Meant {
  const category = categoryOf(repair, named.category);
  const raises = category?.raises.filter((one) => fits(one, named)).map(({ level }) => level) ?? [];
  if (category?.haste && named.haste) raises.push('urgent');
  const common = category?.zone === 'common' || named.fixtures.some((one) => repair.commonFixtures.includes(one));
  const extent = questionIn(category, 'extent', named);
  const first = questionIn(category, 'first', named);
  return {
    level: category?.level ?? 'ordinary',
    ...(raises.length > 0 ? { raised: mostPressing(...raises) } : {}),
    ...(common ? { zone: 'common' as const } : category?.zone === 'home' ? { zone: 'home' as const } : {}),
    asks: { ...(extent === undefined ? {} : { extent }), ...(first === undefined ? {} : { first }) },
  };
}

/** Clauses that name the fault, each once; without one, everything but the greeting and what other questions ask for. */
function tidy({ text, understood: { entities: found }, say, common }: Reading): string {
  const clauses = [...text.matchAll(/[^，,。;；!！\n]+/gu)];
  const about = clauses.filter(({ 0: clause, index }) =>
    found.some(({ type, start, end }) => FAULTY.has(type) && start >= index && end <= index + clause.length),
  );
  const kept = about.length > 0 ? about : clauses.filter(({ 0: clause }) => !takes('onlyGreets', clause.trim()));
  const words = kept
    .map(({ 0: clause, index }) => faultIn(clause, index, found, common))
    .filter((clause) => clause !== '');
  return [...new Set(words)].join(say('asking:comma')).slice(0, LONGEST);
}

const FAULTY: ReadonlySet<string> = new Set(['fixture', 'fault']);

function hasOwnQuestion(one: Entity): boolean {
  if (one.type === 'time') return one.value.direction === 'future';
  return (
    one.type === 'phone' || one.type === 'person-name' || (one.type === 'dwelling' && one.value.room !== undefined)
  );
}

/** Takes home, phone, name and a wished time out of a clause: they have questions of their own. A building alone is part of the place. */
function faultIn(clause: string, at: number, found: readonly Entity[], { wordings }: Reading['common']): string {
  let rest = clause;
  for (const one of [...found].sort((a, b) => b.start - a.start)) {
    const inside = one.start >= at && one.end <= at + clause.length;
    if (inside && hasOwnQuestion(one)) rest = `${rest.slice(0, one.start - at)} ${rest.slice(one.end - at)}`;
  }
  // Whether it is mended, and for how much, is no part of what is broken.
  return without(rest, wordings.repair.beside)
    .replace(/\b(in|at|of)\s+(?=\s|$)/giu, '')
    .replace(/(手机号?|电话(号码)?|联系方式)[是为：:\s]*(?=\s|$)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^\s*的?\s*|[\s.?？]+$/gu, '');
}
