import type { ClerkHelp, HelpAnswer, HelpContext, NamedTime } from '#console/chats/clerk-help.ts';
import { shortAnswer } from '#dialogs/enquiry/speak-entry.ts';
import { hoursText } from '#dialogs/reception/office-facts.ts';
import type { Speech } from '#dialogs/speech.ts';
import type { Common, Estate, Handbook } from '#handbook/handbook.ts';
import { isWorkday, openPeriods } from '#handbook/hours.ts';
import { silenceOf } from '#handbook/knowledge.ts';
import { localTime } from '#handbook/local-time.ts';
import type { Clock } from '#records/clock.ts';
import { extract } from '#understanding/entities/extract.ts';
import { lexicons } from '#understanding/entities/words.ts';
import type { Entity, Recognizer, TimeValue } from '#understanding/recognizer.ts';

/** What the desk lends to clerks: its knowledge, its ear for times, its words for the office's hours. */
export function createClerkHelp(desk: {
  handbook: Handbook;
  recognizer: Recognizer;
  speech: Speech;
  clock: Clock;
}): ClerkHelp {
  const { handbook, recognizer, speech, clock } = desk;

  async function answers(words: string, { estateId, locale }: HelpContext): Promise<HelpAnswer[]> {
    const estate = handbook.estate(estateId);
    if (!estate) return [];
    const now = new Date(clock.now());
    const context = { locale, now, timeZone: estate.office.timeZone, estateId };
    const { answers: found = [] } = await recognizer.recognize(words, context);
    const { entries } = handbook.common().knowledge;
    const voice = { estate, say: speech.say(locale), state: { locale } };
    return found.flatMap(({ id, score }) => {
      const entry = entries.find((one) => one.id === id);
      if (!entry) return [];
      const silent = silenceOf(entry, estate, { at: clock.now(), language: locale === 'en' ? 'en' : 'zh' });
      const spoken = silent ? null : shortAnswer(voice, entry);
      const { question, source, checkedOn } = entry;
      return [{ id, question, words: spoken, source, checkedOn, score }];
    });
  }

  function times(sentence: string, { estateId, locale }: HelpContext, now: number): NamedTime[] {
    const estate = handbook.estate(estateId);
    if (!estate) return [];
    const context = { locale, now: new Date(now), timeZone: estate.office.timeZone, estateId };
    const common = handbook.common();
    const { entities } = extract(sentence, context, lexicons(common.faultWords));
    const counted = workingDays(sentence, { estate, common, now });
    return [...counted, ...entities.flatMap((one) => toNamedTime(sentence, one, { estate, common, now }))];
  }

  return {
    answers,
    times,
    hours: ({ estateId, locale }) => {
      const estate = handbook.estate(estateId);
      const has = estate && Object.values(estate.office.hours.weekly).some((day) => day.length > 0);
      return has ? hoursText({ estate, say: speech.say(locale) }) : '';
    },
  };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface At {
  estate: Estate;
  common: Common;
  now: number;
}

/** A time to come as the moment by which it is up: 三点 is three o'clock, 明天下午 its end, 十分钟内 ten minutes from now. */
function toNamedTime(sentence: string, found: Entity, at: At): NamedTime[] {
  const after = sentence.slice(found.end, found.end + 4);
  if (found.type === 'duration') {
    const within = WITHIN.test(after) || AHEAD.test(sentence.slice(0, found.start));
    return within ? [{ words: found.text, at: at.now + found.value.minutes * MINUTE }] : [];
  }
  if (found.type !== 'time' || found.value.direction === 'past' || found.value.since) return [];
  const { value } = found;
  if (OFF_WORK.test(found.text + after) && value.from) return closing(Date.parse(value.from), found.text, at);
  const moment = momentOf(value, BEFORE.test(found.text) || BY.test(sentence.slice(0, found.start)));
  return moment === undefined ? [] : [{ words: found.text, at: moment }];
}

const WITHIN = /^\s?(?:之?内|以内|后|之后|左右)/u;
const AHEAD = /(?:within|in|after)\s+(?:the next\s+)?(?:about\s+)?$/iu;
const OFF_WORK = /下班/u;
const BEFORE = /前$|^(?:by|before)\b/iu;
const BY = /\b(?:by|before)\s+$/iu;

function momentOf({ from, to, granularity }: TimeValue, byThen: boolean): number | undefined {
  const exact = granularity === 'minute' || (granularity === 'hour' && !byThen);
  const whole = from && to ? Date.parse(to) - Date.parse(from) : 0;
  const moment = exact && whole < 30 * MINUTE ? (from ?? to) : (to ?? from);
  return moment === undefined ? undefined : Date.parse(moment);
}

/** 下班前: when the office closes that day. */
function closing(day: number, words: string, { estate, common, now }: At): NamedTime[] {
  const { date } = localTime(estate.office.timeZone, Math.max(day, now));
  const at = openPeriods(estate, common, date).at(-1)?.to;
  return at === undefined ? [] : [{ words, at }];
}

const WORKING_DAYS = /([一二两三四五六七八九十]|\d{1,2})个?工作日|(\w+) (?:working|business) days?/iu;
const NUMBERS: Record<string, number> = {
  ...Object.fromEntries([...'一二三四五六七八九十'].map((sign, place) => [sign, place + 1])),
  ...{ 两: 2, one: 1, a: 1, two: 2, three: 3, five: 5 },
};

/** 两个工作日内: by the close of the second day on which the office works. */
function workingDays(sentence: string, { estate, common, now }: At): NamedTime[] {
  const [words, zh, en] = WORKING_DAYS.exec(sentence) ?? [];
  const said = (zh ?? en ?? '').toLowerCase();
  const wanted = NUMBERS[said] ?? Number(said);
  if (words === undefined || !(wanted > 0)) return [];
  let day = now;
  for (let left = wanted; left > 0; ) {
    day += DAY;
    if (isWorkday(estate, common, day)) left--;
  }
  return closing(day, words, { estate, common, now });
}
