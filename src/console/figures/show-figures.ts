import type { EstateBook } from '#console/console-desk.ts';
import type { CaseGroup } from '#records/figures/cases.ts';
import type { ChatGroup, TimeTaken } from '#records/figures/figures.ts';
import {
  type CategoryCount,
  type CodeCount,
  type DayFigures,
  OUTCOME_CODES,
  type OutcomeCode,
  type PeriodFigures,
  type ResponsibleCount,
  type Spread,
} from './figures-api.ts';

/** Of homes fewer cases than these are not told: they would say who complained. */
const FEW = 5;

/** What was counted in a stretch of days. */
export interface Counted {
  days: readonly string[];
  chats: ChatGroup[];
  wait: TimeTaken[];
  reply: TimeTaken[];
  handling: TimeTaken[];
  cases: CaseGroup[];
  buildings: { building: string; cases: number }[];
}

type Handbook = ReturnType<NonNullable<EstateBook['common']>> | undefined;

/** Counts as the page shows them; names of categories as the handbook has them. */
export function toPeriodFigures(counted: Counted, common: Handbook): PeriodFigures {
  const { days, chats, cases } = counted;
  const sumOf = (code: OutcomeCode) => sum(chats.filter(({ outcome }) => outcome === code).map((one) => one.chats));
  return {
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    chats: sum(chats.map((one) => one.chats)),
    puzzled: sum(chats.map((one) => one.puzzled)),
    days: toDays(counted),
    hours: Array.from({ length: 24 }, (_, hour) =>
      sum(chats.filter((one) => one.hour === hour).map((one) => one.chats)),
    ),
    channels: byCode(chats.map((one) => [one.channel, one.chats])),
    services: byCode(chats.map((one) => [one.service ?? '', one.chats])),
    outcomes: Object.fromEntries(OUTCOME_CODES.map((code) => [code, sumOf(code)])) as Record<OutcomeCode, number>,
    wait: spreadOf(counted.wait),
    reply: spreadOf(counted.reply),
    handling: spreadOf(counted.handling),
    cases: sum(cases.map((one) => one.cases)),
    categories: toCategories(cases, common),
    responsible: toResponsible(cases, common),
    buildings: toBuildings(counted.buildings),
  };
}

function toDays({ days, chats, wait }: Counted): DayFigures[] {
  const chatsOf = Map.groupBy(chats, ({ day }) => day);
  const waitOf = Map.groupBy(wait, ({ day }) => day);
  return days.map((day) => {
    const groups = chatsOf.get(day) ?? [];
    return {
      day,
      chats: sum(groups.map((one) => one.chats)),
      puzzled: sum(groups.map((one) => one.puzzled)),
      wait: spreadOf(waitOf.get(day) ?? []),
    };
  });
}

/** The median and the 90th of a hundred, by nearest rank: each is a time that somebody really took. */
export function spreadOf(taken: readonly Pick<TimeTaken, 'seconds' | 'times'>[]): Spread | null {
  const count = sum(taken.map(({ times }) => times));
  if (count === 0) return null;
  const sorted = [...taken].sort((a, b) => a.seconds - b.seconds);
  const at = (share: number) => {
    let passed = 0;
    for (const { seconds, times } of sorted) {
      passed += times;
      if (passed >= share * count) return seconds;
    }
    return 0;
  };
  return { median: at(0.5), ninetieth: at(0.9), count };
}

function toCategories(cases: readonly CaseGroup[], common: Handbook): CategoryCount[] {
  return cases
    .map(({ service, category, cases: count }) => ({
      service,
      code: category ?? '',
      count,
      name: nameOf(service, category, common),
    }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

function nameOf(service: string, category: string | null, common: Handbook): CategoryCount['name'] {
  const known = service === 'repair' ? common?.repair : service === 'complaint' ? common?.complaint : undefined;
  const found = known?.categories.find(({ code }) => code === category);
  return found ? { zh: found.zh, en: found.en } : null;
}

function toResponsible(cases: readonly CaseGroup[], common: Handbook): ResponsibleCount[] {
  const complaints = cases.filter(({ service }) => service === 'complaint');
  const categories = common?.complaint?.categories ?? [];
  const by = Map.groupBy(
    complaints,
    ({ category }) => categories.find(({ code }) => code === category)?.responsibility,
  );
  return [...by]
    .flatMap(([code, groups]) => {
      if (code === undefined) return [];
      return [
        { code, count: sum(groups.map((one) => one.cases)), categories: groups.map((one) => one.category ?? '') },
      ];
    })
    .sort((a, b) => b.count - a.count);
}

function toBuildings(buildings: Counted['buildings']): PeriodFigures['buildings'] {
  const shown = buildings.filter(({ cases }) => cases >= FEW);
  return {
    shown: byCode(shown.map(({ building, cases }) => [building, cases])),
    hidden: buildings.length - shown.length,
  };
}

function byCode(counts: [code: string, count: number][]): CodeCount[] {
  const sums = new Map<string, number>();
  for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
