import type { TimeValue } from '../../recognizer.ts';
import { ENGLISH_NUMBER, readNumber } from '../numbers.ts';
import { DAY, HOUR, MINUTE, toIso, type Wall } from './civil.ts';

/** A length of time or a loose moment found in the text. */
export interface Found {
  start: number;
  end: number;
  value: TimeValue | { minutes: number };
}

const ZH_N = '(半|\\d+(?:\\.\\d)?|[一二两俩三四五六七八九十]{1,3}|好?几)';
const ZH_UNIT = '(分钟|小时|钟头|钟(?!头)|天|日(?=内)|周|星期|礼拜|个月|月(?=[了后前内])|年)';
const ZH_LENGTH = new RegExp(
  `(?<![\\d第.点号])${ZH_N}\\s?(?:来|多)?(?:个)?(半)?(?:多)?${ZH_UNIT}(半|多)?(?:的?(?:时间|左右))?\\s?(以后|之后|后(?![天面])|内|之内|以内|以前|之前|前(?![面台])|来(?=[一都])|了|没(?=[有来水电人到])|都没)?`,
  'g',
);
const EN_UNIT = '(minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?)';
const EN_LENGTH = new RegExp(
  `(?<![a-z\\d.])(in|for|within|since|over|past|last|the (?:last|past)|for the (?:last|past))?\\s?(?:about |around |over |almost |nearly |more than |the next )?(half an?|an?|a couple(?: of)?|a few|couple of|${ENGLISH_NUMBER})(?: and a half)?(?:-|\\s)?${EN_UNIT}(?![a-z])(?:\\s(ago|now|later|already|from now|straight))?`,
  'g',
);
const LENGTHS: readonly [RegExp, number][] = [
  [/^分|^min/, MINUTE],
  [/^小时|^钟|^h/, HOUR],
  [/^天|^日|^day|^night/, DAY],
  [/^周|^星|^礼|^week/, 7 * DAY],
  [/月|^month/, 30 * DAY],
  [/^年|^year/, 365 * DAY],
];

const scale = (unit: string): number => LENGTHS.find(([pattern]) => pattern.test(unit))?.[1] ?? DAY;
const granularity = (length: number): TimeValue['granularity'] =>
  length < HOUR ? 'minute' : length < DAY ? 'part' : 'day';

function ahead(now: Wall, length: number, zone: string, within: boolean): TimeValue {
  const at = now + length;
  const exact = length < DAY;
  const from = within ? now : exact ? at : Math.floor(at / DAY) * DAY;
  return {
    from: toIso(from, zone),
    to: toIso(within || exact ? at : from + DAY, zone),
    granularity: exact ? 'minute' : 'day',
    direction: 'future',
    minutes: length / MINUTE,
  };
}

function behind(now: Wall, length: number, zone: string, since: boolean): TimeValue {
  const from = length < DAY ? now - length : Math.floor((now - length) / DAY) * DAY;
  const to = since ? now : length < DAY ? from : from + DAY;
  const value: TimeValue = {
    from: toIso(from, zone),
    to: toIso(to, zone),
    granularity: granularity(length),
    direction: 'past',
    minutes: length / MINUTE,
  };
  return since ? { ...value, since } : value;
}

function chinese(folded: string, now: Wall, zone: string): Found[] {
  return [...folded.matchAll(ZH_LENGTH)].flatMap((match) => {
    const [all, number = '', half, unit = '', tail, suffix] = match;
    if (number === '半' && /^个?月?年/.test(unit) && !suffix) return [];
    const count = number === '半' ? 0.5 : /几$/.test(number) ? 3 : readNumber(number);
    if (count === undefined) return [];
    const length = (count + (half || tail === '半' ? 0.5 : 0)) * scale(unit);
    const start = match.index;
    const end = start + all.length;
    if (/^(?:以后|之后|后)$/.test(suffix ?? '')) return [{ start, end, value: ahead(now, length, zone, false) }];
    if (/内$/.test(suffix ?? '')) return [{ start, end, value: ahead(now, length, zone, true) }];
    if (/前$/.test(suffix ?? '')) return [{ start, end, value: behind(now, length, zone, false) }];
    const lasted =
      suffix === '了' ||
      suffix?.includes('没') ||
      suffix === '来' ||
      /已经?$|都$|停了$|坏了$|漏了$|等了我?$/.test(folded.slice(Math.max(0, start - 4), start));
    const cut = suffix?.includes('没') ? end - suffix.length : end;
    return [{ start, end: cut, value: lasted ? behind(now, length, zone, true) : { minutes: length / MINUTE } }];
  });
}

const EN_COUNTS: readonly [RegExp, number][] = [
  [/^half/, 0.5],
  [/couple/, 2],
  [/few/, 3],
  [/^an?$/, 1],
];

function english(folded: string, now: Wall, zone: string): Found[] {
  return [...folded.matchAll(EN_LENGTH)].flatMap((match) => {
    const [all, lead = '', number = '', unit = '', suffix] = match;
    const count = EN_COUNTS.find(([pattern]) => pattern.test(number))?.[1] ?? readNumber(number);
    if (count === undefined) return [];
    const length = (count + (/and a half/.test(all) ? 0.5 : 0)) * scale(unit);
    const start = match.index + (/^\s/.test(all) ? 1 : 0);
    const end = match.index + all.length;
    if (suffix === 'ago') return [{ start, end, value: behind(now, length, zone, false) }];
    if (lead === 'within') return [{ start, end, value: ahead(now, length, zone, true) }];
    if (lead === 'in' || /later|from now/.test(suffix ?? ''))
      return [{ start, end, value: ahead(now, length, zone, false) }];
    const lasted =
      /^(?:for|since|the (?:last|past)|past|last|over)/.test(lead) || /now|already|straight/.test(suffix ?? '');
    return [{ start, end, value: lasted ? behind(now, length, zone, true) : { minutes: length / MINUTE } }];
  });
}

const RECENT = /刚才|刚刚|刚(?=停|没|断|坏|漏|发现)|just now|a (?:moment|minute) ago/g;
const LATELY = /这几天|这两天|最近(?!的)|近几天|前几天|前两天|前阵子|这阵子|these days|recently|lately|the other day/g;
const SOON = /过两天|过几天|改天|in a few days|in a couple of days/g;
const ANY =
  /随时(?:都?(?:可以|行|在家|有空))?|任何时[间候]|什么时候都(?:行|可以|在)|哪天都(?:行|可以)|几点都(?:行|可以)|全天都?(?:在家?|可以|有人)?|一直(?:都?在家|有人)|any ?time|whenever|all day|at any time/g;
const NOW = /现在(?!的)|此刻|right now|now(?![a-z])/g;

function loose(folded: string, now: Wall, zone: string): Found[] {
  const find = (pattern: RegExp, value: TimeValue): Found[] =>
    [...folded.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, value }));
  const days = (from: Wall, to: Wall, direction: 'past' | 'future'): TimeValue => ({
    from: toIso(from, zone),
    to: toIso(to, zone),
    granularity: 'day',
    direction,
  });
  return [
    ...find(RECENT, {
      from: toIso(now - 30 * MINUTE, zone),
      to: toIso(now, zone),
      granularity: 'minute',
      direction: 'past',
      since: true,
    }),
    ...find(LATELY, { ...days(now - 3 * DAY, now, 'past'), since: true }),
    ...find(SOON, days(now + DAY, now + 4 * DAY, 'future')),
    ...find(ANY, { granularity: 'any', direction: 'any' }),
    ...find(NOW, { from: toIso(now, zone), to: toIso(now, zone), granularity: 'minute', direction: 'now' }),
  ];
}

/** Lengths of time (半小时后, 三天了, "for two days", "an hour ago") and loose moments (刚才, 这几天, 随时), in no order. */
export const findSpans = (folded: string, now: Wall, zone: string): Found[] => [
  ...chinese(folded, now, zone),
  ...english(folded, now, zone),
  ...loose(folded, now, zone),
];
