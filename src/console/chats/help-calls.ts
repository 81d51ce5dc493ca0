import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { readQuery, word } from '#console/list-query.ts';
import { type CannedReply, fillReply, type ReplyPlaceholder } from '#handbook/schemas/replies.ts';
import { ticketsOfConversation } from '#records/cases/tickets.ts';
import { unansweredWords } from '#records/transcripts/reading.ts';
import type { Answers, Replies } from './clerk-api.ts';
import { findReadable } from './find-chat.ts';
import { knownOf } from './known.ts';

/** The certainty from which the desk itself answers an enquiry, and from which an entry is worth a look. */
const SURE = 0.55;
const NEAR = 0.08;

/** GET conversations/:id/answers?q= */
export async function suggestAnswers(call: StaffCall): Promise<Answers> {
  const { desk } = call;
  const chat = await findReadable(call);
  const { q } = readQuery(call.query, z.object({ q: word }));
  const asked = q ?? (await unansweredWords(desk.storage.db, chat.id)) ?? null;
  if (asked === null || !desk.help) return { asked, answers: [] };
  const locale = chat.locale === 'en' ? 'en' : 'zh-CN';
  const found = await desk.help.answers(asked, { estateId: chat.estate_id, locale });
  return {
    asked,
    answers: found
      .filter(({ score }) => score >= NEAR)
      .map(({ words: text, score, ...one }) => ({ ...one, text, sure: score >= SURE && text !== null })),
  };
}

/** GET conversations/:id/replies */
export async function showReplies(call: StaffCall): Promise<Replies> {
  const { desk } = call;
  const chat = await findReadable(call);
  const language = chat.locale === 'en' ? 'en' : 'zh';
  const values = await placeholderValues(call, chat);
  const fill = (one: CannedReply) => tidy(fillReply(one.text[language], (name) => values[name] ?? gap(name, language)));
  const own = desk.handbook.estates().find(({ id }) => id === chat.estate_id)?.replies?.replies ?? [];
  const common = desk.handbook.common?.().replies?.replies ?? [];
  const all = [...own, ...common.filter(({ key }) => !own.some((one) => one.key === key))];
  return { replies: all.map((one) => ({ key: one.key, title: one.title, text: fill(one), words: one.words })) };
}

type Values = Partial<Record<ReplyPlaceholder, string>>;

async function placeholderValues(call: StaffCall, chat: Awaited<ReturnType<typeof findReadable>>): Promise<Values> {
  const { desk, me } = call;
  const language = chat.locale === 'en' ? 'en' : 'zh';
  const known = await knownOf(call, chat);
  const told = (key: string) => known.find((one) => one.key === key)?.value;
  const office = desk.handbook.estate?.(chat.estate_id)?.office;
  const help = { estateId: chat.estate_id, locale: chat.locale === 'en' ? 'en' : 'zh-CN' } as const;
  const values: Record<ReplyPlaceholder, string | undefined> = {
    // A greeting without a name is none the worse.
    name: told('name') ?? '',
    home: told('home'),
    ticket: await newestTicket(call, chat.id),
    clerk: me.displayName,
    estate: office?.name[language],
    company: office?.company?.[language],
    hours: desk.help?.hours(help) || undefined,
    address: office?.address[language],
    phone: office?.phones.reception.number || undefined,
    'night-phone': office?.phones.night.number || undefined,
    'complaint-phone': office?.phones.complaint?.number || undefined,
  };
  return values;
}

async function newestTicket({ desk }: StaffCall, conversationId: string): Promise<string | undefined> {
  const [newest] = await ticketsOfConversation(desk.storage.db, conversationId);
  return newest?.number;
}

/** What is left for the clerk to fill in; a draft with one is not sent. */
function gap(name: ReplyPlaceholder, language: 'zh' | 'en'): string {
  return `{${NAMES[name][language]}}`;
}

const NAMES: Record<ReplyPlaceholder, { zh: string; en: string }> = {
  name: { zh: '称呼', en: 'name' },
  home: { zh: '房号', en: 'home' },
  ticket: { zh: '单号', en: 'case number' },
  clerk: { zh: '您的称呼', en: 'your name' },
  estate: { zh: '小区', en: 'estate' },
  company: { zh: '公司', en: 'company' },
  hours: { zh: '办公时间', en: 'hours' },
  address: { zh: '地址', en: 'address' },
  phone: { zh: '前台电话', en: 'phone' },
  'night-phone': { zh: '夜间电话', en: 'night phone' },
  'complaint-phone': { zh: '投诉电话', en: 'complaint phone' },
};

/** Where a name is left out: 「Hello , this is」. */
function tidy(text: string): string {
  return text.replace(/ +([,，])/gu, '$1').trim();
}
