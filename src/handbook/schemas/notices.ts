import { z } from 'zod';
import { expandCodes } from '../code-range.ts';
import { threatsIn } from '../report-wording.ts';
import { because, bilingual, day, listOf, slug, text } from './words.ts';

/** The six kinds of notice (domain 7.1): 批示性、指示性、知照性、事务性、任免性、会议. */
const kind = z.enum(['endorsing', 'directive', 'informing', 'routine', 'appointment', 'meeting']);

/** What a notice says is off, so that a report of the same is answered with it. */
const stopped = z.enum(['water', 'power', 'gas', 'heating', 'lift', 'network']);

/** An exact moment on the estate's clock, such as 2026-11-24 09:00; 24:00 ends a day. */
const moment = z
  .string()
  .refine(
    isMoment,
    because(
      'bad-value',
      '要写明日期和几点几分，如 2026-11-24 09:00',
      'give day and exact time, such as 2026-11-24 09:00',
    ),
  );

const codes = z
  .string()
  .refine(
    (notation) => expandCodes(notation) !== undefined,
    because('bad-value', '应写成 1-18、A-F 或 1,3,5', 'write it as 1-18, A-F or 1,3,5'),
  );

/** Text for residents: no threat, no home, no name of a person, no list of debtors. */
const publicText = text.superRefine((value, context) => {
  for (const { zh, en } of [...threatsIn(value).map(({ reason }) => reason), ...privateIn(value)]) {
    context.addIssue({ code: 'custom', ...because('bad-value', zh, en) });
  }
});
const publicWords = z.strictObject({ zh: publicText, en: publicText });

const notice = z
  .strictObject({
    id: slug,
    kind,
    stops: z.array(stopped).default([]),
    /** What residents call the matter (消杀、打药), besides the title. */
    words: z.strictObject({ zh: z.array(text).default([]), en: z.array(text).default([]) }).optional(),
    title: publicWords,
    body: publicWords,
    /** What residents should do. */
    todo: publicWords.optional(),
    /** `all`, or buildings and units by their codes in the register. */
    affected: z.union([z.literal('all'), z.array(z.strictObject({ building: codes, unit: codes.optional() })).min(1)]),
    /** The place in words, where the buildings alone do not say it well. */
    where: publicWords.optional(),
    from: moment,
    /** Null when the end is not known yet; then `validUntil` says how long the notice counts. */
    to: moment.nullable(),
    validUntil: day.nullable().default(null),
    /** Who stops or does it; a utility's notice is quoted with its name. */
    source: z.strictObject({
      by: z.enum(['office', 'utility', 'government', 'committee']),
      name: bilingual.optional(),
    }),
    /** Whom to ring: a phone of office.json. */
    contact: slug.default('reception'),
    /** Null for a draft, which is told to nobody. */
    published: moment.nullable().default(null),
    withdrawn: z.strictObject({ at: moment, reason: publicWords.optional() }).nullable().default(null),
    /** Id of the notice that corrects this one. */
    replacedBy: slug.nullable().default(null),
  })
  .superRefine((one, context) => {
    for (const { path, zh, en } of slips(one))
      context.addIssue({ code: 'custom', path, ...because('bad-value', zh, en) });
  });

/** One notice as it is in force. */
export type Notice = z.output<typeof notice>;

/** What a notice says is off. */
export type Stopped = z.output<typeof stopped>;

/** notices.json: notices to residents and planned outages, drafts and withdrawn ones included. */
export const noticesSchema = z
  .strictObject({ note: z.string().default(''), notices: listOf(notice, ({ id }) => id).default([]) })
  .superRefine(({ notices }, context) => {
    for (const [at, { replacedBy }] of notices.entries()) {
      if (replacedBy === null || leadsOn(notices, replacedBy)) continue;
      const refusal = because(
        'unknown-reference',
        `没有可以更正它的“${replacedBy}”`,
        `there is no "${replacedBy}" to correct it`,
      );
      context.addIssue({ code: 'custom', path: ['notices', at, 'replacedBy'], ...refusal });
    }
  });

interface Slip {
  path: string[];
  zh: string;
  en: string;
}

function slips({ kind, title, body, from, to, validUntil, source }: z.output<typeof notice>): Slip[] {
  const found: Slip[] = [];
  if (to !== null && isMoment(from) && isMoment(to) && to <= from)
    found.push({ path: ['to'], zh: '要晚于开始时间', en: 'must be after the beginning' });
  if (to === null && validUntil === null)
    found.push({
      path: ['validUntil'],
      zh: '没有结束时间时，要写有效到哪天',
      en: 'without an end, say until which day it counts',
    });
  if (source.by !== 'office' && !source.name)
    found.push({ path: ['source', 'name'], zh: '要写明是哪个单位通知的', en: 'name who gave the notice' });
  const vague =
    kind === 'routine' || kind === 'meeting' ? [title.zh, body.zh].some((words) => VAGUE.test(words)) : false;
  if (vague)
    found.push({
      path: ['body', 'zh'],
      zh: '“上午、下午、近日”太笼统，请写几点到几点',
      en: 'vague times such as "in the afternoon" are not enough; give the hours',
    });
  return found;
}

const VAGUE = /(?:上午|下午|早上|晚上|中午|傍晚|凌晨)(?!\s*[\d０-９一二三四五六七八九十])|近日|择日|不日/u;

const HOME =
  /\d{1,3}(?:栋|幢|座|号楼)(?:\d{1,2}单元)?\s*\d{3,4}(?!\d)|(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?!\d)|\bRoom \d{2,4}\b/iu;
const PERSON =
  /(?<![位各等的])[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段](?:先生|女士|小姐|师傅|经理|主任)|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z]/u;

function privateIn(value: string): { zh: string; en: string }[] {
  const home = HOME.test(value) ? [{ zh: '通知里不写房号', en: 'no notice names a home' }] : [];
  const person = PERSON.test(value) ? [{ zh: '通知里不写个人姓名', en: 'no notice names a person' }] : [];
  return [...home, ...person];
}

/** True when a chain of corrections ends at a notice that stands. */
function leadsOn(notices: readonly Notice[], id: string): boolean {
  const seen = new Set<string>();
  let next: string | null = id;
  while (next !== null) {
    const found: Notice | undefined = notices.find((one) => one.id === next);
    if (!found || seen.has(next)) return false;
    seen.add(next);
    next = found.replacedBy;
  }
  return true;
}

function isMoment(value: string): boolean {
  const [, date = '', clock = ''] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(value) ?? [];
  return day.safeParse(date).success && /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(clock);
}
