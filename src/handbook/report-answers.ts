import type { Estate } from './documents.ts';
import { emptyKeys, type Unanswerable } from './knowledge.ts';
import type { Sentence } from './problem.ts';
import { type EstateReport, type Gap, listed, placeIn } from './report-gap.ts';

/** Questions, prices and promises that the desk cannot speak for an estate. */
export const answerGaps: EstateReport = (estate, common, { now }) => [
  ...questionGaps(estate, emptyKeys(estate, common, now)),
  ...priceGaps(estate),
  ...promiseGaps(estate),
];

const REASONS: Readonly<Record<Unanswerable['reason'], Sentence>> = {
  'empty-key': { zh: '这些资料没有填', en: 'local facts that are empty' },
  expired: { zh: '这些答案过了有效期', en: 'answers that have expired' },
  'not-yet': { zh: '这些答案还没有生效', en: 'answers that are not valid yet' },
};

function questionGaps(estate: Estate, unanswerable: readonly Unanswerable[]): Gap[] {
  return (['empty-key', 'expired', 'not-yet'] as const).flatMap((reason): Gap[] => {
    const some = unanswerable.filter((one) => one.reason === reason);
    if (some.length === 0) return [];
    const asked = (language: 'zh' | 'en') =>
      some.map(
        ({ id, question, keys }) => `\n${id} ${question[language]}${keys.length > 0 ? ` ‹${keys.join(' ')}›` : ''}`,
      );
    const { zh, en } = REASONS[reason];
    return [
      {
        meaning: 'unanswered',
        estate: estate.id,
        place: reason === 'empty-key' ? placeIn(estate, 'facts') : 'common/knowledge.json › entries[].validTo',
        lacks: { zh: `${zh}，${some.length} 个问题不会回答`, en: `${some.length} questions are not answered: ${en}` },
        so: {
          zh: `居民问下面这些，前台会说“对不起，我来问一下”，记给工作人员：${asked('zh').join('')}`,
          en: `Asked these, the desk says that it will ask, and passes the question on:${asked('en').join('')}`,
        },
      },
    ];
  });
}

function priceGaps(estate: Estate): Gap[] {
  const { prices, publishedOn } = estate.tariff;
  const gap = (meaning: Gap['meaning'], key: string, lacks: Sentence, so: Sentence): Gap => ({
    meaning,
    estate: estate.id,
    place: placeIn(estate, 'tariff', key),
    lacks,
    so,
  });
  const unpriced = listed(prices.filter(({ price }) => price === null).map(({ name }) => name));
  const none = { zh: '没有价目', en: 'there is no price list' };
  const noPrice = {
    zh: '问到时，前台不说价格，转给工作人员。',
    en: 'Asked about them, the desk names no price and passes it on.',
  };
  return [
    ...(prices.length === 0 ? [gap('unanswered', 'prices', none, noPrice)] : []),
    ...(unpriced.zh
      ? [gap('unanswered', 'prices', { zh: `没有价格：${unpriced.zh}`, en: `no price for: ${unpriced.en}` }, noPrice)]
      : []),
    ...(publishedOn === null && prices.some(({ price }) => price !== null)
      ? [
          gap(
            'wrong',
            'publishedOn',
            { zh: '有价格，但没有写哪天公示的', en: 'there are prices, but not the day they were published' },
            { zh: '居民问“凭什么”时，前台说不出依据。', en: 'Asked on what ground, the desk has none.' },
          ),
        ]
      : []),
  ];
}

/** What the desk does not say while a number of profile.json is null. */
const PROMISES: Readonly<Record<string, Sentence>> = {
  emergencyArrivalMin: { zh: '急修多少分钟内到场', en: 'within how many minutes somebody comes in an emergency' },
  normalAckMin: { zh: '报修后多久有人联系', en: 'how soon somebody rings about a repair' },
  queueNoticeMin: {
    zh: '排队等人工太久时，主动说一声还没有人',
    en: 'that nobody is free yet, when somebody waits for a person',
  },
  complaintFirstFeedbackH: { zh: '投诉多久有第一次回音', en: 'how soon a complaint hears something first' },
  complaintReplyDays: { zh: '投诉多少天内答复', en: 'in how many days a complaint is answered' },
  privacyReplyDays: {
    zh: '查阅、删除个人信息多少天内办完',
    en: 'in how many days a wish about personal data is dealt with',
  },
  surveyPerYear: { zh: '一年做几次满意度调查', en: 'how many surveys there are in a year' },
  satisfactionTarget: { zh: '满意率的目标', en: 'the share of satisfied residents aimed at' },
};

const WORDS: ReadonlySet<string> = new Set(['name', 'adoptedBy', 'effectiveFrom', 'source']);

function promiseGaps(estate: Estate): Gap[] {
  const numbers = Object.entries(estate.profile).filter(([key]) => !WORDS.has(key));
  const empty = numbers.filter(([, value]) => value === null);
  const made = numbers.length > empty.length;
  const { adoptedBy, effectiveFrom } = estate.profile;
  const gap = (meaning: Gap['meaning'], key: string, lacks: Sentence, so: Sentence): Gap => ({
    meaning,
    estate: estate.id,
    place: placeIn(estate, 'profile', key),
    lacks,
    so,
  });
  const unsaid = listed(empty.map(([key]) => PROMISES[key] ?? { zh: key, en: key }));
  return [
    ...(empty.length > 0
      ? [
          gap(
            'unpromised',
            empty.map(([key]) => key).join(' '),
            { zh: `${empty.length} 项服务时限没有填`, en: `${empty.length} service times are empty` },
            {
              zh: `前台不会说：${unsaid.zh}。没批准的就该空着。`,
              en: `The desk does not say: ${unsaid.en}. What nobody approved stays empty.`,
            },
          ),
        ]
      : []),
    ...(made && (adoptedBy.trim() === '' || effectiveFrom === null)
      ? [
          gap(
            'wrong',
            'adoptedBy',
            {
              zh: '写了服务时限，但没有写谁批准、哪天起',
              en: 'service times are given, but not who approved them and since when',
            },
            {
              zh: '前台会把它们当承诺说出去，公开的承诺是合同的一部分（民法典第938条）。没批准的请改回 null。',
              en: 'The desk tells them as promises, and a public promise is part of the contract (Civil Code, art. 938).',
            },
          ),
        ]
      : []),
  ];
}
