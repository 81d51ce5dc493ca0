import type { Repair, RepairCategory, RepairLevel, RepairQuestion } from '#handbook/schemas/repair.ts';

/** A question of the category: how far the fault reaches, or what it asks first. */
export type Slot = RepairQuestion['slot'];

/** What was named in a report, by key of fault-words.json. */
export interface Named {
  fixtures: readonly string[];
  faults: readonly string[];
}

const LEVELS: readonly RepairLevel[] = ['planned', 'ordinary', 'urgent', 'critical'];

/** A category of the handbook; one that is not known is R20, 其他. */
export function categoryOf(repair: Repair, code: string | undefined): RepairCategory | undefined {
  const byCode = (wanted: string | undefined) => repair.categories.find((one) => one.code === wanted);
  return byCode(code) ?? byCode('R20');
}

/** Whether one of the fixtures and one of the faults were named, and none of `unless`; an empty list asks for nothing. */
export function fits({ fixtures, faults, unless }: Named & { unless: readonly string[] }, named: Named): boolean {
  const some = (wanted: readonly string[], said: readonly string[]) =>
    wanted.length === 0 || wanted.some((one) => said.includes(one));
  const spoilt = unless.some((one) => named.fixtures.includes(one));
  return !spoilt && some(fixtures, named.fixtures) && some(faults, named.faults);
}

/** Which question of the category is to be asked in a slot, by its place in the handbook; undefined when there is none. */
export function questionIn(category: RepairCategory | undefined, slot: Slot, named: Named): number | undefined {
  const at = category?.questions.findIndex((one) => one.slot === slot && fits(one.when, named)) ?? -1;
  return at < 0 ? undefined : at;
}

/** The more pressing of some levels; `ordinary` when there is none. */
export function mostPressing(...levels: (RepairLevel | undefined)[]): RepairLevel {
  const known = levels.filter((one) => one !== undefined);
  return known.sort((a, b) => LEVELS.indexOf(b) - LEVELS.indexOf(a))[0] ?? 'ordinary';
}
