import { z } from 'zod';
import type { Sentence } from '../problem.ts';
import { wordingFault } from '../wording.ts';
import { because, text } from './words.ts';

const REFUSED = {
  brackets: {
    zh: '括号要成对，… 和 ~ 不能写在括号里',
    en: 'brackets come in pairs, and … and ~ stand outside them',
  },
  empty: { zh: '| … ~ [ ] ( ) 的旁边少了词', en: 'a word is missing beside | … ~ [ ] or ( )' },
} as const;

/** One way to say a thing, in the notation of `wording.ts`. */
const wording = text.superRefine((value, context) => {
  const fault = value.trim() === '' ? undefined : wordingFault(value);
  if (fault) context.addIssue({ code: 'custom', ...because('bad-value', REFUSED[fault].zh, REFUSED[fault].en) });
});

/** How residents say one thing, in both languages. */
export const wordings = z.strictObject({
  zh: z.array(wording).default([]),
  en: z.array(wording).default([]),
  /** Longer words in which it means something else. */
  unless: z.array(wording).optional(),
});

/** What the desk listens for besides the examples of `utterances/`, by service, and how the office calls it. */
export const LISTENED_FOR = {
  emergency: {
    over: { zh: '危险过去了', en: 'that the danger is over' },
    notOver: { zh: '危险还没过去', en: 'that the danger is not over' },
    found: { zh: '走失的人回来了', en: 'that who was lost is there again' },
    coming: { zh: '什么时候有人来', en: 'when somebody comes' },
    powerBack: { zh: '什么时候来电', en: 'when the power is back' },
    hurt: { zh: '有人受伤', en: 'that somebody is hurt' },
    unhurt: { zh: '没有人受伤', en: 'that nobody is hurt' },
    device: { zh: '靠电维持生命的设备', en: 'devices that keep somebody alive' },
  },
  enquiry: {
    delicate: { zh: '去世、继承、官司，要由人来谈', en: 'death, inheritance and court, which a person talks about' },
    verdict: { zh: '要前台断是非', en: 'that the desk should judge' },
    basis: { zh: '依据是什么', en: 'what an answer rests on' },
    price: { zh: '修一样东西多少钱', en: 'what a repair costs' },
    orders: { zh: '指使程序的话', en: 'orders to the program' },
  },
  repair: {
    beside: { zh: '顺口问修不修、要不要钱', en: 'whether it is mended, and for money' },
    absent: { zh: '家里没人', en: 'that nobody is at home' },
    present: { zh: '家里有人', en: 'that somebody is at home' },
    joins: { zh: '和邻居一起报', en: "that they join a neighbour's report" },
    apart: { zh: '单独报', en: 'that they report separately' },
    howSoon: { zh: '多久能来修', en: 'how soon somebody comes' },
    announced: { zh: '通知里说的', en: 'that it was announced' },
  },
  household: {
    codes: { zh: '说的是住户码', en: 'that a code of the desk is meant' },
    code: { zh: '提到“码”', en: 'that any code is named' },
    elsewhere: { zh: '绑定的是别的东西', en: 'what is bound elsewhere' },
    unbind: { zh: '解除绑定', en: 'to unbind' },
    who: { zh: '绑定了没有', en: 'whether they are bound' },
    how: { zh: '怎么绑定', en: 'how to bind' },
    goOn: { zh: '接着填', en: 'to go on with a form' },
  },
  suggestion: {
    praise: { zh: '表扬', en: 'praise' },
    thanks: { zh: '感谢', en: 'thanks' },
    kindness: { zh: '夸人好', en: 'what was good about somebody' },
    grievance: { zh: '话锋一转', en: 'that there is a but' },
    wishes: { zh: '希望怎样', en: 'wishes put as questions' },
  },
  status: {
    hurry: { zh: '催单', en: 'to hurry' },
    cancel: { zh: '取消报的事', en: 'to cancel a case' },
    ends: { zh: '取消', en: 'to cancel what is named' },
    add: { zh: '补充内容', en: 'to add something' },
  },
} as const satisfies Record<string, Record<string, Sentence>>;

const heard = wordings.default({ zh: [], en: [] });

function service<K extends string>(keys: Readonly<Record<K, Sentence>>) {
  const shape = Object.fromEntries(Object.keys(keys).map((key) => [key, heard])) as Record<K, typeof heard>;
  return z.strictObject(shape).prefault({} as never);
}

/** wordings.json: how residents say what the desk listens for, for the office to add to. What is absent is not heard. */
export const wordingsSchema = z.strictObject({
  note: z.string().default(''),
  emergency: service(LISTENED_FOR.emergency),
  enquiry: service(LISTENED_FOR.enquiry),
  repair: service(LISTENED_FOR.repair),
  household: service(LISTENED_FOR.household),
  suggestion: service(LISTENED_FOR.suggestion),
  status: service(LISTENED_FOR.status),
});
