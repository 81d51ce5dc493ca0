import type { CodeCount, Figures, PeriodFigures } from '#console/figures/figures-api.ts';
import { OUTCOME_CODES } from '#console/figures/figures-api.ts';
import { linkTo } from '../frame/route.ts';
import { named } from '../text/named.ts';
import type { Words } from '../text/zh-CN.ts';
import type { FigureRow, FigureSheet } from './sheet.ts';

type Part = Pick<FigureSheet, 'id' | 'title' | 'notes'>;

/** What the sheets are made of. */
export interface Counted {
  estate: string;
  figures: Figures;
  words: Words;
}

/** Where a number leads: conversations begun, or cases filed, in these days. */
export function linkOf(
  page: 'conversations' | 'tickets',
  { estate, figures }: Pick<Counted, 'estate' | 'figures'>,
  more: Record<string, string> = {},
): string {
  const { from, to } = figures.now;
  return `${linkTo(page)}?${new URLSearchParams({ estate, period: 'own', from, to, ...more })}`;
}

/** Every question in its order; those of days only where there is more than one. */
export function sheetsOf(counted: Counted): FigureSheet[] {
  const { figures, words } = counted;
  const byDay = figures.now.days.length > 1;
  const text = words.figures.figures;
  const codes = (key: 'channels' | 'services', list: Record<string, string>, filter: string) =>
    countSheet(counted, {
      part: partOf(counted, key),
      now: figures.now[key],
      before: figures.before[key],
      label: (code) => (code === '' ? words.figures.unnamed : named(list, code)),
      href: (code) => (code === '' ? undefined : linkOf('conversations', counted, { [filter]: code })),
    });
  return [
    ...(byDay ? [daySheet(counted, { key: 'days', of: 'chats' })] : []),
    hourSheet(counted),
    codes('channels', words.channels, 'channel'),
    codes('services', words.services, 'service'),
    outcomeSheet(counted),
    ...(byDay ? [waitSheet(counted)] : []),
    stepSheet(counted),
    ...(byDay
      ? [daySheet(counted, { key: 'puzzled', of: 'puzzled', more: { puzzled: '1' } })]
      : [puzzledSheet(counted)]),
  ].map((sheet) => ({ ...sheet, title: text[sheet.id as keyof typeof text] }));
}

/** A question by its key, with what must be said beside it. */
export function partOf({ words }: Pick<Counted, 'words'>, key: keyof Words['figures']['figures']): Part {
  const notes: Partial<Record<string, string>> = words.figures.notes;
  return { id: key, title: words.figures.figures[key], notes: notes[key] ? [notes[key]] : [] };
}

/** Counts by code beside those of the period before. */
export function countSheet(
  { words }: Pick<Counted, 'words'>,
  wish: {
    part: Part;
    now: readonly CodeCount[];
    before: readonly CodeCount[];
    label(code: string): string;
    href(code: string): string | undefined;
  },
): FigureSheet {
  const earlier = new Map(wish.before.map(({ code, count }) => [code, count]));
  return {
    ...wish.part,
    head: words.figures.what,
    columns: [{ name: words.figures.now }, { name: words.figures.before, grey: true }],
    rows: wish.now.map(({ code, count }) => ({
      label: wish.label(code),
      values: [count, earlier.get(code) ?? 0],
      href: wish.href(code),
    })),
    shape: 'bars',
    unit: 'count',
  };
}

function daySheet(
  counted: Counted,
  { key, of, more }: { key: 'days' | 'puzzled'; of: 'chats' | 'puzzled'; more?: Record<string, string> | undefined },
): FigureSheet {
  const { now, before } = counted.figures;
  const { figures: text } = counted.words;
  return {
    ...partOf(counted, key),
    head: text.day,
    columns: [{ name: text.now }, { name: text.before, grey: true }],
    rows: now.days.map((day, at) => ({
      label: shortDay(day.day),
      values: [day[of], before.days[at]?.[of] ?? 0],
      href: linkOf('conversations', counted, { from: day.day, to: day.day, ...more }),
    })),
    shape: 'columns',
    unit: 'count',
  };
}

function hourSheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  const { figures: text } = counted.words;
  return {
    ...partOf(counted, 'hours'),
    head: text.hour,
    columns: [{ name: text.now }, { name: text.before, grey: true }],
    rows: now.hours.map((count, hour) => ({
      label: `${String(hour).padStart(2, '0')}:00`,
      values: [count, before.hours[hour] ?? 0],
      href: linkOf('conversations', counted, { hour: String(hour) }),
    })),
    shape: 'columns',
    unit: 'count',
  };
}

function outcomeSheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  const list = (from: PeriodFigures) => OUTCOME_CODES.map((code) => ({ code, count: from.outcomes[code] }));
  return countSheet(counted, {
    part: partOf(counted, 'outcomes'),
    now: list(now),
    before: list(before),
    label: (code) => named(counted.words.transcripts.outcomes, code),
    href: (outcome) => linkOf('conversations', counted, { outcome }),
  });
}

function waitSheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  const { figures: text } = counted.words;
  return {
    ...partOf(counted, 'wait'),
    head: text.day,
    columns: [{ name: text.median }, { name: text.ninetieth }, { name: text.medianBefore, grey: true }],
    rows: now.days.map(({ day, wait }, at) => ({
      label: shortDay(day),
      values: [wait?.median ?? null, wait?.ninetieth ?? null, before.days[at]?.wait?.median ?? null],
      href: linkOf('conversations', counted, { from: day, to: day, waited: '0' }),
    })),
    shape: 'lines',
    unit: 'seconds',
  };
}

function stepSheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  const { figures: text } = counted.words;
  const row = (step: 'wait' | 'reply' | 'handling'): FigureRow => ({
    label: text.steps[step],
    values: [now[step]?.median ?? null, now[step]?.ninetieth ?? null, before[step]?.median ?? null],
    href: linkOf('conversations', counted, { waited: '0' }),
  });
  return {
    ...partOf(counted, 'steps'),
    head: text.what,
    columns: [{ name: text.median }, { name: text.ninetieth }, { name: text.medianBefore, grey: true }],
    rows: [row('wait'), row('reply'), row('handling')],
    shape: 'bars',
    unit: 'seconds',
  };
}

function puzzledSheet(counted: Counted): FigureSheet {
  const { now, before } = counted.figures;
  return countSheet(counted, {
    part: partOf(counted, 'puzzled'),
    now: [{ code: '', count: now.puzzled }],
    before: [{ code: '', count: before.puzzled }],
    label: () => counted.words.transcripts.notSure,
    href: () => linkOf('conversations', counted, { puzzled: '1' }),
  });
}

/** 11-23: the year stands above. */
function shortDay(day: string): string {
  return day.slice(5);
}
