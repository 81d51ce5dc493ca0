import { without } from '#handbook/wording.ts';
import type { Entity, EntityOf, Understood } from '#understanding/recognizer.ts';
import type { Reading } from '../asking/form.ts';
import type { Common } from '../desk-turn.ts';
import { likeliest } from './category.ts';

const LONGEST = 500;
/** Fewer characters of sense than this say nothing of the matter. */
const SENSE = 2;
/** And next to an insult fewer than this. */
const LITTLE = 8;

const COMMAND =
  /我(们)?(真的?)?(要|想|来|需要)?(再次|正式)?(投诉|举报|反映)(一下|你们|物业|问题|一个问题|个问题|点事|件事)*|投诉|举报|\b(i|we)( would like|'d like| want| need|'m going)? to (make|file|lodge|raise)( an?| this)?( formal)? complaint|\bi have a complaint|\bcomplaints?\b|\bcomplain\b|匿名|\b(i('d| would) )?((rather|prefer to) )?((stay|remain|be) )?anonymous(ly)?\b|请?物业转达|\bpass on a message\b/giu;
const FILLER =
  /[\s\p{P}\p{S}]|您好|你好|请|麻烦|谢谢|你们|物业|管理处|我|了|吗|呢|吧|啊|的|\b(hello|hi|please|thanks|you|your|the|an?|i|is|are|am|this|to|all|office|people|guys)\b/giu;

/** What stands around an insult and says nothing either. */
const SCOLDING =
  /都|是|全|一|群|帮|这|那|真|太|什么|个|就|还|又|在|些|人|东西|\b(stupid|bloody|so|such|really|just|and|of|bunch)\b/giu;

/** True when a message says something of the matter itself, beyond the wish to complain, a greeting or an insult. */
export function saysSomething(text: string, { complaint }: Common): boolean {
  const civil = without(text, complaint.insults);
  const told = civil.replaceAll(COMMAND, ' ').replaceAll(FILLER, '');
  const rest = civil === text ? told : told.replaceAll(SCOLDING, '');
  return [...rest].length >= SENSE;
}

const MINE =
  /(我们?家?|本人|业主|这里|家)(是|住|在|住在|姓)?\s*$|\b(my (own )?(home|flat|apartment|unit) is|i('m| am)( from| in| at)?|i live (in|at)|we live (in|at)|from|it's|this is)\s*$/iu;
const NEXT =
  /^\s*(的)?(住户|业主|楼上|楼下|隔壁|对门|对面|[，,。.!！;；]|$)|^\s*(upstairs|downstairs|next door|above|[,.;!]|$)/iu;

/**
 * The home somebody says is their own: 「我是9-18-01」, 「9-18-01楼上太吵」; a home that is only named, or told when a place was
 * asked for, may be another's.
 */
export function ownHome({ text, entities }: Understood, asked = false): EntityOf<'dwelling'> | undefined {
  return entities.find(
    (one): one is EntityOf<'dwelling'> =>
      one.type === 'dwelling' &&
      one.value.room !== undefined &&
      (MINE.test(text.slice(0, one.start)) || (!asked && one.start === 0 && NEXT.test(text.slice(one.end)))),
  );
}

/** A clause that says who somebody is: 「我是3栋2单元501的陈静」. */
const INTRODUCES = /^\s*(你好|您好)?(我|本人|这里|联系|电话|手机)|^\s*((hello|hi)\s+)?(i'm|i am|my|this is|call)\b/iu;

const INTRODUCTION =
  /(我们?家?|本人)?(是|叫|姓|住在?|在)?\s*$|(联系)?(电话|手机)号?码?(是|:|：)?\s*$|\b(my (own )?(name|phone|number|home|flat|apartment|unit) is|this is|call me( at| on)?|i('m| am)( from| in| at)?|i live (in|at)|at|in|from)\s*$/iu;

/** A complaint as it was told, to be restated: without who tells it, and without clauses that only scold. */
export function toRestate(understood: Understood, common: Common): string {
  const clauses = withoutTeller(understood).split(/(?<=[，,。；;！!？?])/u);
  return tidy(clauses.filter((clause) => saysSomething(clause, common) && !scolds(clause, common)).join(''));
}

/** A clause that is an insult and little else, and names no grievance. */
function scolds(clause: string, common: Common): boolean {
  const civil = without(clause, common.complaint.insults);
  return civil !== clause && civil.replaceAll(FILLER, '').length < LITTLE && likeliest(clause, common).length === 0;
}

/** Words as they were said, without what says who says them: name, phone, own home. */
export function withoutTeller(understood: Understood): string {
  const own = ownHome(understood);
  const spans = understood.entities
    .filter((one) => one === own || one.type === 'phone' || one.type === 'person-name')
    .sort((a, b) => b.start - a.start);
  const clauses = [...understood.text.matchAll(/[^，,。；;！!？?\n]+[，,。；;！!？?\n]*/gu)];
  const rest = clauses.map(({ 0: clause, index }) => {
    const inside = spans.filter(({ start, end }) => start >= index && end <= index + clause.length);
    const left = inside.reduce((text, { start, end }) => cut(text, { start: start - index, end: end - index }), clause);
    return inside.length > 0 && INTRODUCES.test(clause) && left.replaceAll(FILLER, '').length < LITTLE ? '' : left;
  });
  return tidy(rest.join('')).slice(0, LONGEST);
}

function tidy(text: string): string {
  return text
    .replace(/\n+/gu, '，')
    .replace(/[ \t]+/gu, ' ')
    .replace(/^[\s，,。.;；、的]+|^(complaint|投诉)\s*[:：]\s*/iu, '')
    .replace(/([，,;；、])(\s*[，,;；、])+/gu, '$1')
    .replace(/[\s，,;；、!！。.]+$/u, '');
}

function cut(text: string, { start, end }: Pick<Entity, 'start' | 'end'>): string {
  const before = text.slice(0, start).replace(INTRODUCTION, '');
  return `${before} ${text.slice(end).replace(/^(的?(先生|女士|业主|住户)|的)/u, '')}`;
}

/**
 * An answer in any words, without what answers something else: a phone, a time that nobody asked for, or a wish to stay
 * unnamed. Nothing when no more is left than an interjection.
 */
export function freeWords({ understood }: Pick<Reading, 'understood'>, { times = false } = {}): string | undefined {
  if (understood.reply !== undefined || isAnonymousWish(understood.text)) return undefined;
  const words = withoutTeller(understood);
  const others = times ? [] : understood.entities.filter(({ type }) => type === 'time' || type === 'duration');
  const rest = others.reduce((text, one) => text.replace(one.text, ''), words);
  return INTERJECTION.test(rest.replaceAll(AROUND_A_TIME, '')) ? undefined : words;
}

const AROUND_A_TIME = /有|就|是|大概|差不多|左右|\b(for|since|at|on|in|from|about|around|until|till|to|and)\b/giu;
const INTERJECTION = /^[\s\p{P}\p{S}啊嗯哦呃额哈呵唉哎诶这那个的啦呀吧了么嘛]*$|^(h+m+|e+r+|u+h+|well|blah|\s)+$/iu;

const ANONYMOUS =
  /匿名|不(想|要|愿意?|方便)?(留|写|报|登记|透露|说)(下|我的?)?(姓名|名字|名|电话|联系方式|号码)|别(写|记|留)我?的?(名字|姓名|名|电话)|\b(anonymous(ly)?|no names?|without my name|(do not|don't|dont|rather not|not) (want to )?(leave|give|tell|use) (you )?(my|a) (name|number|phone|contact))\b/iu;
const TAKEN_BACK = /(不|别|取消|不用|不要)匿名|\bnot anonymous(ly)?\b/iu;

/** Would rather not say who they are. */
export function isAnonymousWish(text: string): boolean {
  return ANONYMOUS.test(text) && !TAKEN_BACK.test(text);
}
