import type { z } from 'zod';
import type { Sentence } from './problem.ts';
import type { phrasesSchema } from './schemas/phrases.ts';

/** A passage of the office's own texts that must not reach residents, and why. */
export interface WordingFault {
  readonly words: string;
  readonly reason: Sentence;
}

type Forbidden = z.output<typeof phrasesSchema>['forbidden'];

const CUT = '停水|停电|断水|断电|停气|停暖|停供|限电|限水|锁水|拉闸|停梯|停卡|锁卡|禁用门禁|禁止出入';
const UNPAID = '欠费|欠缴|拖欠|未缴|未交|不缴|不交|逾期|拒缴|拒交|催缴|催费|[不未](?:按时|按期|及时)[缴交]';
const CUT_EN =
  '(?:cut|shut|switch|turn)(?:ting)? off|disconnect\\w*|cut(?:ting)?\\b.{0,20}\\b(?:water|power|electricity|gas|heating)|(?:block|disable)\\w*.{0,20}\\bcards?';
const UNPAID_EN = 'unpaid|arrears|overdue|(?:do|does|not|fail\\w*|refus\\w*|until).{0,20}\\bpa(?:y|id)\\b';

/** Why nobody may be cut off for a fee. */
export const CUTTING: Sentence = {
  zh: '不能用停水、停电、停气、停暖、停卡催交物业费（民法典第944条）',
  en: 'water, power, gas, heating or access may not be cut to collect fees (Civil Code, art. 944)',
};

/** What an office may not threaten with, sentence by sentence. */
const THREATS: readonly { pattern: RegExp; reason: Sentence }[] = [
  {
    pattern: new RegExp(`(?:${UNPAID}).{0,30}(?:${CUT})|(?:${CUT}).{0,12}(?:${UNPAID}|[至到].{0,8}[缴交付]清)`, 'u'),
    reason: CUTTING,
  },
  {
    pattern: new RegExp(`(?:${UNPAID_EN}).{0,60}(?:${CUT_EN})|(?:${CUT_EN}).{0,60}(?:${UNPAID_EN})`, 'iu'),
    reason: CUTTING,
  },
  {
    pattern: /后果自负|责任自负|自行承担.{0,6}后果|概不负责|否则后果|at your own risk|bear the consequences/iu,
    reason: { zh: '不写威胁的话，请说明要怎么做', en: 'no threats; say what to do instead' },
  },
  {
    pattern:
      /(?:欠费|欠缴|拖欠|未缴|未交).{0,12}(?:名单|公示|曝光)|(?:list|names) of (?:debtors|those who (?:owe|have not paid))/iu,
    reason: {
      zh: '不公布欠费的人，请单独、礼貌地提醒',
      en: 'those who owe are not published; remind each one privately and politely',
    },
  },
];

/** A sentence that says what may not be done threatens nobody. */
const FORBIDS =
  /不得|不能|不可|不会|不允许|禁止以|无权|违法|不应|不公布|不公示|\b(?:may|can|must|will|should) ?n[o']t\b|\bcannot\b|\bnever\b|unlawful|illegal|no right/iu;

/** The threats in a text, one for each kind; an announced stop of water or power is none. */
export function threatsIn(text: string): WordingFault[] {
  const sentences = text.split(/[。；！？;!?\n]|\.(?=\s|$)/u).filter((sentence) => !FORBIDS.test(sentence));
  return THREATS.flatMap(({ pattern, reason }) => {
    const words = sentences.map((sentence) => pattern.exec(sentence)?.[0]).find((found) => found !== undefined);
    return words === undefined ? [] : [{ words, reason }];
  });
}

/** The forbidden phrases (服务忌语, phrases.json) in a text of one language, with what to say instead. */
export function forbiddenIn(text: string, language: 'zh' | 'en', forbidden: Forbidden): WordingFault[] {
  return forbidden
    .filter((one) => one.language === language && says(text, one))
    .map(({ phrase, instead }) => ({ words: phrase, reason: instead ? replaced(instead) : avoided }));
}

function says(text: string, { phrase, unless, alone }: Forbidden[number]): boolean {
  const said = text.toLowerCase();
  if (alone) return said.replace(/[\s\p{P}]+/gu, '') === phrase.toLowerCase();
  const harmless = unless.reduce((rest, longer) => rest.replaceAll(longer.toLowerCase(), ''), said);
  return harmless.includes(phrase.toLowerCase());
}

function replaced(instead: Sentence): Sentence {
  return { zh: `可以改说“${instead.zh}”`, en: `Say "${instead.en}" instead.` };
}

const avoided: Sentence = { zh: '请换个说法。', en: 'Put it differently.' };
