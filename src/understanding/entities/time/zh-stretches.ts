import { readNumber } from '../numbers.ts';
import { DAY, fieldsOf, startOfDay, type Wall, wallOf } from './civil.ts';
import type { Days } from './phrase.ts';
import { exec, type Read } from './reading.ts';

const DAILY =
  /天天|日日|每一?天|每日|每晚上?|每(?=早|夜)|每个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])|每个?月(?![\d底初末中])/y;
const YEAR =
  /(今|去|前|明|后|本)年(?![前后度轻级]|底|初|\s?(?:\d{1,2}(?!月)|[一二三四五六七八九十]{1,3}岁|多大))|(上|下)半年|年初/y;
const QUARTER = /(这|本|上|下)一?个?季度?(?!节)|第?([一二三四1-4])季度/y;
const SEASON = /暑假|寒假|暑期|早高峰|晚高峰|上下班高峰|高峰期|[春夏秋冬](?:天|季)|开春|入[春夏秋冬](?:以后|之后|后)?/y;
const SEASONS: Record<string, [first: number, last: number]> = {
  寒: [1, 3],
  春: [3, 6],
  夏: [6, 9],
  暑: [7, 9],
  秋: [9, 12],
  冬: [12, 15],
};
const MONTH = /(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?!\s?[\d一二三四五六七八九十]|[底末初中租卡费嫂])/y;
const YEARS: Record<string, number> = { 今: 0, 本: 0, 去: -1, 前: -2, 明: 1, 后: 2 };

const stretch = (from: Wall, to: Wall, length: number, granularity: Days['granularity'] = 'month'): Read<Days> => ({
  value: { from, to, granularity, fixed: true },
  length,
});

function year(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(YEAR, text, at);
  if (!match) return undefined;
  const { year: current } = fieldsOf(now);
  const { length } = match[0];
  if (match[0] === '年初') return stretch(wallOf(current, 1, 1), wallOf(current, 2, 1), length);
  if (match[2])
    return match[2] === '上'
      ? stretch(wallOf(current, 1, 1), wallOf(current, 7, 1), length)
      : stretch(wallOf(current, 7, 1), wallOf(current + 1, 1, 1), length);
  const said = current + (YEARS[match[1] ?? ''] ?? 0);
  return stretch(wallOf(said, 1, 1), wallOf(said + 1, 1, 1), length);
}

/** 2019年, 2023年5月, 去年11月: a year with its number, or a month of a year that is named. */
const DATED =
  /(?:(20\d\d)年|(今|去|前|明|后)年)(?:\s?的?(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?!\s?[\d一二三四五六七八九十]))?(?![级纪代])/y;

function dated(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(DATED, text, at);
  const month = match?.[3] ? readNumber(match[3]) : undefined;
  if (!match || (!match[1] && !month)) return undefined;
  const said = match[1] ? Number(match[1]) : fieldsOf(now).year + (YEARS[match[2] ?? ''] ?? 0);
  const [from, to] = month
    ? [wallOf(said, month, 1), wallOf(said, month + 1, 1)]
    : [wallOf(said, 1, 1), wallOf(said + 1, 1, 1)];
  return stretch(from, to, match[0].length);
}

function quarter(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(QUARTER, text, at);
  if (!match) return undefined;
  const { year: current, month } = fieldsOf(now);
  const shift = match[1] === '上' ? -1 : match[1] === '下' ? 1 : 0;
  const index = match[2] ? (readNumber(match[2]) ?? 1) - 1 : Math.floor((month - 1) / 3) + shift;
  return stretch(wallOf(current, index * 3 + 1, 1), wallOf(current, index * 3 + 4, 1), match[0].length);
}

function season(text: string, at: number, now: Wall): Read<Days> {
  const word = exec(SEASON, text, at)?.[0];
  if (!word) return undefined;
  const { year: current, month } = fieldsOf(now);
  const today = startOfDay(now);
  if (/高峰/.test(word)) return stretch(today, today + DAY, word.length, 'day');
  const [first, last] = SEASONS[/[寒暑春夏秋冬]/.exec(word)?.[0] ?? ''] ?? [7, 9];
  const said = month >= last ? current + 1 : current;
  return stretch(wallOf(said, first, 1), wallOf(said, last, 1), word.length);
}

function month(text: string, at: number, now: Wall): Read<Days> {
  const match = exec(MONTH, text, at);
  const number = match && readNumber(match[1] ?? '');
  if (!match || !number || number > 12) return undefined;
  const { year: current } = fieldsOf(now);
  const from = wallOf(current, number, 1);
  const said = from < startOfDay(now) - 120 * DAY ? current + 1 : current;
  return stretch(wallOf(said, number, 1), wallOf(said, number + 1, 1), match[0].length);
}

/** A stretch longer than a day, or one that comes again, at this place: 每天, 天天, 去年, 上个季度, 暑假, 早高峰, 十二月份. */
export function readStretch(text: string, at: number, now: Wall): Read<Days> {
  const daily = exec(DAILY, text, at)?.[0];
  const today = startOfDay(now);
  // 每晚 leaves its evening to the part of the day that follows.
  if (daily) return stretch(today, today + DAY, daily.length, 'day');
  return (
    dated(text, at, now) ??
    year(text, at, now) ??
    quarter(text, at, now) ??
    season(text, at, now) ??
    month(text, at, now)
  );
}
