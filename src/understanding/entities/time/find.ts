import type { Entity } from '../../recognizer.ts';
import { entity } from '../span.ts';
import { toWall, type Wall } from './civil.ts';
import { readPhrase as readEnglish } from './en.ts';
import { type Phrase, placed } from './phrase.ts';
import { findSpans } from './spans.ts';
import { readPhrase as readChinese } from './zh.ts';

const STARTS =
  /[今明昨后前大当下上这本周星礼拜月年工平凌清早晚夜半深午中傍黄一二两三四五六七八九十元情国端除圣正腊初冬春夏秋冬开入白过双天日每暑寒去高听聽琴寻尋第\d]|(?<![a-z\d])[a-z]/g;
const EN_START =
  /(?:the|day|today|tonight|tom|tm|yesterday|last|this|next|coming|on|at|mon|tue|wed|thu|fri|sat|sun|week|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|in|early|morning|noon|midday|lunch|afternoon|evening|late|night|after|midnight|around|about|half|quarter|since|starting|ever|from|between|before|by|until|till|every|each|daily|christmas|new year|national|labo|spring|chinese new|mid-autumn|dragon|end|beginning)/y;

interface At {
  start: number;
  end: number;
  phrase: Phrase;
}

function phraseAt(folded: string, at: number, now: Wall): At | undefined {
  const latin = /[a-z]/.test(folded.charAt(at));
  if (latin) {
    EN_START.lastIndex = at;
    if (!EN_START.test(folded)) return undefined;
  }
  const digit = /\d/.test(folded.charAt(at));
  if (digit && at > 0 && /[\d.]/.test(folded.charAt(at - 1))) return undefined;
  const read = latin
    ? readEnglish(folded, at, now)
    : (readChinese(folded, at, now) ?? (digit ? readEnglish(folded, at, now) : undefined));
  if (!read) return undefined;
  const end = at + read.length;
  return latin
    ? withChineseHours({ start: at, end, phrase: read.value }, folded, now)
    : withEnglishHours({ start: at, end, phrase: read.value }, folded, now);
}

/** 周五 after 5pm: a day in Chinese, its hours in English. */
function withEnglishHours(day: At, folded: string, now: Wall): At {
  if (!day.phrase.days || day.phrase.clock || day.phrase.until) return day;
  const from = day.end + (/^\s{0,2}/.exec(folded.slice(day.end, day.end + 3))?.[0].length ?? 0);
  if (!/[a-z]/.test(folded.charAt(from))) return day;
  const hours = readEnglish(folded, from, now);
  if (!hours?.value.clock || hours.value.days) return day;
  return { ...day, end: from + hours.length, phrase: { ...hours.value, days: day.phrase.days } };
}

/** tomorrow下午3点: a day in English, its hours in Chinese. */
function withChineseHours(day: At, folded: string, now: Wall): At {
  const from = day.end + (folded.charAt(day.end) === ' ' ? 1 : 0);
  if (!day.phrase.days || day.phrase.clock || day.phrase.until || !/[\u4e00-\u9fff\d]/.test(folded.charAt(from)))
    return day;
  const hours = readChinese(folded, from, now);
  if (!hours || hours.value.days || !(hours.value.clock ?? hours.value.part)) return day;
  return { ...day, end: from + hours.length, phrase: { ...hours.value, days: day.phrase.days } };
}

function phrases(folded: string, now: Wall): At[] {
  const found: At[] = [];
  STARTS.lastIndex = 0;
  for (let start = STARTS.exec(folded); start; start = STARTS.exec(folded)) {
    const at = phraseAt(folded, start.index, now);
    if (!at) continue;
    const said = folded.slice(at.start, at.end);
    const leading = LEADING.exec(said)?.[0].length ?? 0;
    found.push({ ...at, start: at.start + leading, end: at.start + said.trimEnd().length });
    STARTS.lastIndex = Math.max(at.end, start.index + 1);
  }
  return found;
}

/** "at 2 am" says when with "2 am"; "after", "before" and "between" are part of the time. */
const LEADING =
  /^(?:from|by|until|till|around|about|at(?!\s(?:night|noon|midnight))|on)\s(?:around\s|about\s|at\s)?(?=.)/;

/** Words for a time that say none here: "good morning", 大一点. */
function isIdle(folded: string, { start, end, phrase }: At): boolean {
  const words = folded.slice(start, end);
  const before = folded.slice(Math.max(0, start - 6), start);
  if (/^(?:morning|afternoon|evening|night|noon|lunch)$/.test(words) && !/(?:the|at|this|by) $/.test(before))
    return true;
  const after = folded.slice(end, end + 6);
  if (words === '一点' || words === '两点')
    return (
      !/^(?:\s?(?:来|上门|在家|可以|行|有空|开始|左右|见)|\s*$)/.test(after) ||
      /[提有讲说快慢大小早晚高低多少好轻远近长短亮暗热冷干紧松静乎]$/.test(before)
    );
  if (words === 'night' && /^\s(?:duty|shift|guard|watch|line|desk|light|club)/.test(folded.slice(end, end + 8)))
    return true;
  return !phrase.clock && GREETING.test(after);
}

const GREETING = /^好(?=[呀啊哈!！,，。~～\s[]|$|物业|各位|大家|请问|师傅|朋友)|^(?:愉快|快乐)/;

/** When a date was asked for. */
export interface Clockwork {
  now: Date;
  timeZone: string;
  /** The open question asks since when: "8点" was this morning, not tonight. */
  past?: boolean;
  /** The open question asks for a time: 现在 and "morning" answer it, and mean little elsewhere. */
  asked?: boolean;
}

/**
 * Finds times, ranges and lengths of time in Chinese and English. Appointments look ahead (周三 is the next one), "since" looks back.
 * `folded` is `fold(text)` with everything that is no time (addresses, phone numbers) blanked out.
 */
export function findTimes(text: string, folded: string, { now, timeZone, past, asked }: Clockwork): Entity[] {
  const wall = toWall(now, timeZone);
  const spans = findSpans(folded, wall, timeZone, asked === true || folded.length < 5);
  const found: Entity[] = [];
  for (const at of phrases(folded, wall)) {
    if (!asked && isIdle(folded, at)) continue;
    const { start, end, phrase } = at;
    const span = spans.find((other) => start < other.end && other.start < end);
    if (span && span.end - span.start >= end - start) continue;
    found.push(entity('time', text, [start, end], placed(past ? { ...phrase, since: true } : phrase, wall, timeZone)));
  }
  for (const { start, end, value } of spans) {
    if (found.some((other) => start < other.end && other.start < end)) continue;
    found.push(
      'granularity' in value
        ? entity('time', text, [start, end], value)
        : entity('duration', text, [start, end], value),
    );
  }
  return found;
}
