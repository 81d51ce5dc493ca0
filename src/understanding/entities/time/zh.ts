import { readNumber } from '../numbers.ts';
import type { Wall } from './civil.ts';
import type { Clock, Days, Part, Phrase } from './phrase.ts';
import { exec, type Read } from './reading.ts';
import { readDays } from './zh-days.ts';

const N = '(\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const PARTS: readonly [RegExp, Part][] = [
  [/凌晨|后半夜/y, { from: 0, to: 6 }],
  [
    /大清早|清晨|朝早|一大早|一早|大早上|早晨|早上|清早|早(?=\s?(?:(?!一点)[\d一二三四五六七八九十]{1,3}[点:：]|前|之前|以前|$))/y,
    { from: 6, to: 12 },
  ],
  [/上午|午前/y, { from: 8, to: 12 }],
  [/大?白天/y, { from: 8, to: 18 }],
  [/中午|正午|午休时间?/y, { from: 11, to: 14 }],
  [/下午|午后|后晌|下昼|晏昼/y, { from: 12, to: 18 }],
  [/(?:吃完)?早饭(?:以后|之后|后)/y, { from: 8, to: 10 }],
  [/(?:吃完)?(?:午|中)饭(?:以后|之后|后)/y, { from: 12, to: 14 }],
  [/(?:吃完)?晚饭(?:以后|之后|后)|天黑(?:以后|之后|后)/y, { from: 18, to: 22 }],
  [/傍晚|下班(?:以后|之后|后)|黄昏/y, { from: 17, to: 20 }],
  [
    /大半夜|半夜三更|三更半夜|半夜|深夜|夜里|夜间|午夜|大晚上|晚上|晚间|夜晚|晚(?=\s?(?!一点)[\d一二三四五六七八九十]{1,3}[点:：])/y,
    { from: 18, to: 24 },
  ],
];
const CLOCK = new RegExp(
  `${N}\\s?(?:点钟?|时(?![候间]))(?:\\s?(半|一刻|三刻|过[五十]分|零?${N}(?!个|[天点号层楼栋单])分?)|\\s?整)?`,
  'y',
);
const DIGITAL = /([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)/y;

/** A part of the day at this place: 下午, 晚上, 中午; `named`: right after a day a single 早 or 晚 will do. */
export function readPart(text: string, at: number, named = false): Read<Part> {
  const short = named ? exec(/[早晚夜](?![会餐饭点高自班宴])/y, text, at)?.[0] : undefined;
  if (short && !exec(/[早晚夜](?:上|间|里|晨)/y, text, at))
    return { value: short === '早' ? { from: 6, to: 12 } : { from: 18, to: 24 }, length: 1 };
  for (const [pattern, part] of PARTS) {
    const match = exec(pattern, text, at);
    if (match) return { value: part, length: match[0].length };
  }
  return undefined;
}

/** A time on the clock at this place: 7点半, 三点一刻, 19:30. */
export function readClock(text: string, at: number): Read<Clock> {
  const digital = exec(DIGITAL, text, at);
  if (digital) {
    const hour = Number(digital[1]);
    return {
      value: {
        hour,
        minute: Number(digital[2]),
        sure: hour > 12 || hour === 0 || (digital[1]?.length === 2 && hour < 10),
      },
      length: digital[0].length,
    };
  }
  const match = exec(CLOCK, text, at);
  // 两三点 is about two.
  const said = match?.[1] ?? '';
  const hour = readNumber(/^[一二两三四五六七八九]{2}$/.test(said) ? said.charAt(0) : said);
  if (!match || hour === undefined || hour > 24) return undefined;
  const minute =
    match[2] === '半'
      ? 30
      : match[2] === '一刻'
        ? 15
        : match[2] === '三刻'
          ? 45
          : match[3]
            ? (readNumber(match[3]) ?? 0)
            : 0;
  return { value: { hour, minute: minute > 59 ? 0 : minute, sure: hour > 12 }, length: match[0].length };
}

const TO = /\s?(?:到|至|~|-|—|–|－)\s?/y;
const AFTER = /\s?(?:以后|之后|过后|往后|后(?![天面边门院])|多?以?后都)/y;
const BEFORE = /\s?(?:以前|之前|前(?![天面边门台]))/y;
const BETWEEN = /\s?(?:之间|期间)/y;
const ABOUT = /\s?(?:左右|前后|多钟?(?![少大长久])|来钟|整)/y;
const SINCE = /\s?(?:就?开始|起(?!来|火|床|诉|码)|以来|到现在|至今)|就(?=[停没坏漏断不一有]|已经|是这)/y;

interface Moment {
  days?: Days;
  part?: Part;
  clock?: Clock;
}

function readMoment(text: string, at: number, now: Wall): Read<Moment> {
  const moment: Moment = {};
  let end = at;
  const skip = () => {
    const blanks = exec(/[\s的,，]{0,2}/y, text, end)?.[0].length ?? 0;
    return end + blanks;
  };
  const day = readDays(text, end, now);
  if (day) {
    moment.days = day.value;
    end += day.length;
  }
  const part = readPart(text, skip(), moment.days !== undefined && end === skip());
  if (part) {
    end = skip() + part.length;
    moment.part = part.value;
  }
  const clock = readClock(text, skip());
  if (clock) {
    end = skip() + clock.length;
    moment.clock = clock.value;
  }
  return end > at ? { value: moment, length: end - at } : undefined;
}

/** A whole phrase at this place: 明天下午三点到五点, 今晚8点以后, 昨晚开始. */
export function readPhrase(text: string, at: number, now: Wall): Read<Phrase> {
  const first = readMoment(text, at, now);
  if (!first) return undefined;
  const phrase: Phrase = { ...first.value };
  let end = at + first.length;
  end += exec(phrase.clock ? ABOUT : /\s?(?:左右|前后)/y, text, end)?.[0].length ?? 0;
  const to = exec(TO, text, end);
  const second = to && readMoment(text, end + to[0].length, now);
  if (to && second) {
    phrase.until = second.value;
    end += to[0].length + second.length;
    end += (exec(AFTER, text, end) ?? exec(BEFORE, text, end) ?? exec(BETWEEN, text, end))?.[0].length ?? 0;
  } else {
    const after = exec(AFTER, text, end);
    const before = after ? null : exec(BEFORE, text, end);
    if (after) phrase.bound = 'after';
    if (before) phrase.bound = 'before';
    end += (after ?? before)?.[0].length ?? 0;
    if (!after && !before && phrase.days && !phrase.clock)
      end += exec(/[之以]?内(?!部|容|外|墙)|期间/y, text, end)?.[0].length ?? 0;
  }
  // 早上六点就开始 is a habit, 昨天就开始 a beginning.
  const habit = phrase.clock && !phrase.days && exec(/\s?就/y, text, end);
  const since = phrase.until || phrase.bound || habit ? null : exec(SINCE, text, end);
  if (since) {
    phrase.since = true;
    // 昨天就没水: the 就 belongs to what follows.
    if (since[0] !== '就') end += since[0].length;
  }
  return { value: phrase, length: end - at };
}
