import type { TimeValue } from '../../recognizer.ts';
import { ENGLISH_NUMBER, readNumber } from '../numbers.ts';
import { DAY, HOUR, MINUTE, toIso, type Wall } from './civil.ts';

/** A length of time or a loose moment found in the text. */
export interface Found {
  start: number;
  end: number;
  value: TimeValue | { minutes: number };
}

const ZH_N =
  '(小?半|大半|\\d+(?:\\.\\d)?|[一二两俩仨三四五六七八九十]{1,3}|十几|好几|个把|(?<=[等停坏漏过拖催吵堵断关黑住修]了)几)';
const ZH_UNIT =
  '(刻钟|分钟|小时|h(?![a-z])|钟头|钟(?!头)|天(?!两头|花)|日(?=[内之以])|周(?!年)|星期|礼拜|个月|月(?=[了后前内])|年(?![级纪代])|宿|(?<!半)整?夜(?!宵|市)|整?晚上?|整?个?(?:上午|下午|晚上)|辈子)';
const ZH_LENGTH = new RegExp(
  `(?<![\\d第.点号哪某另上下周拜]|星期)${ZH_N}\\s?(?:来|多)?(?:个)?(半)?(?:多)?整?${ZH_UNIT}(半|多(?!少))?(?:的?(?:时间|左右))?\\s?(以后|之后|后(?![天面])|内|之内|以内|以前|之前|前(?![面台])|来(?=[一都])|了|没(?=[有来水电人到])|都没)?`,
  'g',
);
const EN_UNIT = '(minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?)';
const EN_LENGTH = new RegExp(
  `(?<![a-z\\d.])(in|for|within|since|over|past|last|the (?:last|past)|for the (?:last|past))?\\s?(?:about |around |over |almost |nearly |more than |the next )?(half an?|half a|an?|a couple(?: of)?|a few|couple of|${ENGLISH_NUMBER})(?: and a half)?(?:-|\\s)?${EN_UNIT}(?![a-z])(?:\\s(ago|now|later|already|from now|straight))?`,
  'g',
);
const LENGTHS: readonly [RegExp, number][] = [
  [/^刻/, 15 * MINUTE],
  [/^分|^min/, MINUTE],
  [/^小时|^钟|^h/, HOUR],
  [/午/, 4 * HOUR],
  [/宿|夜|晚/, 10 * HOUR],
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

const RATE_BEFORE = /(?:钱|[元块次费价]|[说问讲聊想找看]了)$/;
const RATE_AFTER =
  /^\s?(?:多少|几|(?:物业费|管理费|停车费|房租|租金|电费|水费)|一[交次付缴]|到晚|四季|热线|值班|服务|客服|监控|便利|营业|保安|\d)/;

/** 多少钱一个月, 一天几次, 24小时热线: how much or how often, not how long. */
function isRate(folded: string, start: number, end: number): boolean {
  const words = folded.slice(start, end);
  const one = /^(?:一|1|24|二十四)/.test(words);
  if (/^半天/.test(words)) return RATE_BEFORE.test(folded.slice(Math.max(0, start - 2), start));
  return (
    one &&
    (/(?:钱|[元块次费价])$/.test(folded.slice(Math.max(0, start - 1), start)) ||
      RATE_AFTER.test(folded.slice(end, end + 8)))
  );
}

function chinese(folded: string, now: Wall, zone: string): Found[] {
  return [...folded.matchAll(ZH_LENGTH)].flatMap((match) => {
    const [all, number = '', half, unit = '', tail, suffix = ''] = match;
    const count = /半$/.test(number) ? 0.5 : /几$/.test(number) ? 3 : number === '个把' ? 1 : readNumber(number);
    // 2019年 is a year.
    if (count === undefined || (unit === '年' && count > 1900)) return [];
    if (isRate(folded, match.index, match.index + all.length)) return [];
    const length = (count + (half || tail === '半' ? 0.5 : 0)) * scale(unit);
    const start = match.index;
    const end = start + all.length;
    if (/^(?:以后|之后|后)$/.test(suffix)) return [{ start, end, value: ahead(now, length, zone, false) }];
    if (/前$/.test(suffix)) return [{ start, end, value: behind(now, length, zone, false) }];
    // 十天了 and 24小时内 say how long with 十天 and 24小时.
    const cut = end - suffix.length - (folded.charAt(end - suffix.length - 1).trim() === '' ? 1 : 0);
    if (/内$/.test(suffix)) return [{ start, end: cut, value: { minutes: length / MINUTE } }];
    const lasted =
      suffix !== '' || /已经?$|都$|停了$|坏了$|漏了$|等了我?$/.test(folded.slice(Math.max(0, start - 4), start));
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
    const before = folded.slice(Math.max(0, match.index - 6), match.index);
    const behindIt = folded.slice(match.index + all.length, match.index + all.length + 5);
    // "once a minute" is how often, "my 5 year old" a child.
    if (/(?:once|twice|times|per|every|much|yuan|kuai|rent|fee|\d)\s*$/.test(before) || /^[\s-]olds?/.test(behindIt))
      return [];
    const count = EN_COUNTS.find(([pattern]) => pattern.test(number))?.[1] ?? readNumber(number);
    if (count === undefined) return [];
    const length = (count + (/and a half/.test(all) ? 0.5 : 0)) * scale(unit);
    const end =
      match.index + all.length - (/^(?:now|already|straight)$/.test(suffix ?? '') ? (suffix?.length ?? 0) + 1 : 0);
    // "in two hours" and "two hours ago" are times with all their words; "for two weeks" says how long with two.
    const start = lead === 'in' ? match.index : match.index + all.indexOf(number, lead.length);
    if (suffix === 'ago') return [{ start, end, value: behind(now, length, zone, false) }];
    if (lead === 'within') return [{ start, end, value: { minutes: length / MINUTE } }];
    if (lead === 'in' || /later|from now/.test(suffix ?? ''))
      return [{ start, end, value: ahead(now, length, zone, false) }];
    const lasted =
      /^(?:for|since|the (?:last|past)|past|last|over)/.test(lead) || /now|already|straight/.test(suffix ?? '');
    return [{ start, end, value: lasted ? behind(now, length, zone, true) : { minutes: length / MINUTE } }];
  });
}

const RECENT = /刚才|刚刚|刚(?=停|没|断|坏|漏|发现)|just now|a (?:moment|minute) ago/g;
const LATELY =
  /这几天|这两天|最近(?!的)|近几天|前几天|前两天|前阵子|这阵子|[前头近](?:几|两|三|一)(?:天|周|个?星期|个?礼拜|个月|年)|these days|recently|lately|the other day/g;
const SOON = /过两天|过几天|改天|in a few days|in a couple of days/g;
const ANY =
  /随时(?:都?(?:可以|行|在家|有空))?|任何时[间候]|什么时候都(?:行|可以|在)|哪天都(?:行|可以)|几点都(?:行|可以)|全天都?(?:在家?|可以|有人)?|一直(?:都?在家|有人)|any ?time(?!\s(?:on |this |next |today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|after|before|between))|(?<=home |in |free |there )all day|at any time/g;
const WHENEVER = /whenever/g;
const NOW = /现在(?!的)|此刻|right now|now(?![a-z])/g;
/** Where nobody asked for a time: 刚才停水了 says since when, 现在就可以来 when; "刚才那个不要了" says neither. */
const RECENT_FAULT =
  /(?:刚才|刚刚)(?=就?(?:又|突然|忽然|开始)?(?:停|没[水电气]|断|坏|漏|跳闸|黑))|刚(?=[停断]|没[水电气]|漏水)/g;
const NOW_COME = /现在(?=就?(?:来|可以|能来|行|过来|有空|在家|有人))/g;
const LATELY_DAYS =
  /这几天|这两天|近几天|前阵子|这阵子|(?:(?<![提目之以])[前头近]|过去)(?:几|两|三|一)(?:天(?!我?再)|周|个?星期|个?礼拜|个月|年)(?!后|前)|the other day/g;

function loose(folded: string, now: Wall, zone: string, asked: boolean): Found[] {
  const find = (pattern: RegExp, value: () => TimeValue): Found[] =>
    [...folded.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      value: value(),
    }));
  const days = (from: Wall, to: Wall, direction: 'past' | 'future'): TimeValue => ({
    from: toIso(from, zone),
    to: toIso(to, zone),
    granularity: 'day',
    direction,
  });
  return [
    ...find(asked ? RECENT : RECENT_FAULT, () => ({
      from: toIso(now - 30 * MINUTE, zone),
      to: toIso(now, zone),
      granularity: 'minute',
      direction: 'past',
      since: true,
    })),
    ...find(asked ? LATELY : LATELY_DAYS, () => ({ ...days(now - 3 * DAY, now, 'past'), since: true })),
    ...find(SOON, () => days(now + DAY, now + 4 * DAY, 'future')),
    ...[ANY, ...(asked ? [WHENEVER] : [])].flatMap((pattern) =>
      find(pattern, () => ({ granularity: 'any', direction: 'any' })),
    ),
    ...find(asked ? NOW : NOW_COME, () => ({
      from: toIso(now, zone),
      to: toIso(now, zone),
      granularity: 'minute',
      direction: 'now',
    })),
  ];
}

/**
 * Lengths of time (半小时后, 三天了, "for two days", "an hour ago") and loose moments (刚才, 这几天, 随时), in no order. `asked`: the message
 * answers a question for a time, so that loose words count wherever they stand.
 */
export const findSpans = (folded: string, now: Wall, zone: string, asked = false): Found[] => [
  ...loose(folded, now, zone, asked),
  ...chinese(folded, now, zone),
  ...english(folded, now, zone),
];
