import type { Estate } from './documents.ts';
import { noticesAt } from './notices.ts';
import type { Sentence } from './problem.ts';
import { numberOf, phoneName } from './report-danger.ts';
import { type EstateReport, type Gap, listed, type Meaning, placeIn } from './report-gap.ts';

/** What of the office is empty: numbers to reach it by, hours, homes, lifts, appointments, its notice on personal data. */
export const officeGaps: EstateReport = (estate, _, { now }) => [
  ...phoneGaps(estate),
  ...hoursGaps(estate),
  ...placeGaps(estate),
  ...moveInGaps(estate),
  ...privacyGaps(estate),
  ...noticeGaps(estate, now),
];

function gapIn(estate: Estate, document: string) {
  return (meaning: Meaning, key: string, lacks: Sentence, so: Sentence): Gap => ({
    meaning,
    estate: estate.id,
    place: placeIn(estate, document, key),
    lacks,
    so,
  });
}

const PEOPLE: Readonly<Record<string, Sentence>> = {
  reception: {
    zh: '居民说“人工”时，前台说不出白天打哪个电话。',
    en: 'Whoever asks for a person is told no number by day.',
  },
  night: {
    zh: '夜里、节假日没有人时，前台说不出打哪个电话。',
    en: 'At night and on holidays the desk has no number to name.',
  },
};

/** Phones of the office itself, then those asked about; those that safety lines name are told with the dangers. */
function phoneGaps(estate: Estate): Gap[] {
  const gap = gapIn(estate, 'office');
  const reach = Object.entries(PEOPLE)
    .filter(([key]) => !numberOf(estate, key))
    .map(([key, so]) =>
      gap(
        'reach',
        `phones.${key}.number`,
        { zh: `${phoneName(key).zh}没有填`, en: `no number for ${phoneName(key).en}` },
        so,
      ),
    );
  const others = ['director', 'complaint', 'security', 'housing-department', 'community', 'owners-committee'];
  const empty = others.filter((key) => !numberOf(estate, key));
  const unchecked = Object.entries(estate.office.phones).filter(([, phone]) => phone?.number && !phone.checkedOn);
  const names = listed(empty.map(phoneName));
  const stale = listed(unchecked.map(([key]) => phoneName(key)));
  return [
    ...reach,
    ...(empty.length > 0
      ? [gap('unanswered', 'phones', { zh: `没有填：${names.zh}`, en: `no number for ${names.en}` }, ASKS)]
      : []),
    ...(unchecked.length > 0
      ? [
          gap(
            'wrong',
            'phones.…checkedOn',
            {
              zh: `没有写哪天打过、核对过：${stale.zh}`,
              en: `nobody has noted when these were last rung: ${stale.en}`,
            },
            {
              zh: '号码换了没有人发现，前台会一直念旧的。',
              en: 'Should one have changed, the desk goes on telling the old one.',
            },
          ),
        ]
      : []),
  ];
}

const ASKS = { zh: '问到时，前台会说“对不起，我来问一下”。', en: 'Asked about them, the desk says that it will ask.' };

function hoursGaps(estate: Estate): Gap[] {
  if (Object.values(estate.office.hours.weekly).some((day) => day.length > 0)) return [];
  const lacks = { zh: '一周的办公时间都是空的', en: 'the office has no opening hours' };
  const so = {
    zh: '前台会一直说“现在不在办公时间”，也说不出什么时候有人。',
    en: 'The desk always says that the office is closed, and cannot say when somebody comes.',
  };
  return [gapIn(estate, 'office')('reach', 'hours.weekly', lacks, so)];
}

function placeGaps(estate: Estate): Gap[] {
  const { register, commonPlaces, quickTopics } = estate;
  const undone = (document: string, key: string, lacks: Sentence, so: Sentence) =>
    gapIn(estate, document)('undone', key, lacks, so);
  return [
    ...(register.lines.length === 0
      ? [
          undone(
            'register',
            'lines',
            { zh: '房号表是空的', en: 'the register of homes is empty' },
            {
              zh: '前台认不出这里的房号，报修登记不了自家的地点，只能转给工作人员。',
              en: 'The desk knows no home: a repair at home cannot be filed, only passed to a person.',
            },
          ),
        ]
      : []),
    ...(commonPlaces.lifts.length === 0
      ? [
          undone(
            'common-places',
            'lifts',
            { zh: '没有电梯编号', en: 'no lifts are listed' },
            {
              zh: '电梯出事时，前台听不出是哪一部。没有电梯的小区可以不填。',
              en: 'The desk cannot tell which lift is meant. An estate without lifts may leave it.',
            },
          ),
        ]
      : []),
    ...(quickTopics.topics.length === 0
      ? [
          undone(
            'quick-topics',
            'topics',
            { zh: '没有快捷按钮', en: 'there are no quick topics' },
            {
              zh: '居民页面上没有可以点的事项，只能打字。',
              en: 'The page offers nothing to tap; residents have to type.',
            },
          ),
        ]
      : []),
  ];
}

function moveInGaps(estate: Estate): Gap[] {
  const { place, slots, feeSheet, keyRule } = estate.moveIn;
  const gap = gapIn(estate, 'move-in');
  const empty: [boolean, Meaning, string, Sentence, Sentence][] = [
    [
      slots.handover.length === 0,
      'undone',
      'slots.handover',
      { zh: '没有收楼预约的时段', en: 'no appointments for the handover' },
      { zh: '不能在线预约收楼，只能转给工作人员。', en: 'Nobody can book a handover; it is passed to a person.' },
    ],
    [
      place === null,
      'unanswered',
      'place',
      { zh: '没有写收楼在哪里办', en: 'the place of the handover is not given' },
      { zh: '问“到哪里办”时，前台会说“我来问一下”。', en: 'Asked where to come, the desk says that it will ask.' },
    ],
    [
      feeSheet.fees.length === 0,
      'unanswered',
      'feeSheet.fees',
      { zh: '没有收楼费用单', en: 'there is no fee sheet' },
      { zh: '问收楼要交多少钱时，前台一个数也不说。', en: 'Asked what is to be paid, the desk names no amount.' },
    ],
    [
      keyRule === null,
      'unanswered',
      'keyRule',
      { zh: '没有写钥匙什么时候发', en: 'the rule for keys is not given' },
      {
        zh: '问“什么时候拿钥匙”时，前台只说要办哪几步。',
        en: 'Asked when keys are handed over, the desk names the steps only.',
      },
    ],
  ];
  return empty.filter(([isEmpty]) => isEmpty).map(([, meaning, key, lacks, so]) => gap(meaning, key, lacks, so));
}

function privacyGaps(estate: Estate): Gap[] {
  const { contact, kinds } = estate.privacy;
  const told = kinds.filter(({ purpose, period }) => purpose && period).length;
  if (contact && kinds.length > 0 && told === kinds.length) return [];
  const lacks = {
    zh: '个人信息告知没有填全（谁负责、做什么用、留多久）',
    en: 'the notice on personal data is not complete (who, what for, how long)',
  };
  const so = {
    zh: '居民问“你们留着我什么信息”，前台说不全，要转给工作人员（个人信息保护法第17条要求告知）。',
    en: 'Asked what is kept of them, residents get no full answer (PIPL, art. 17, requires one).',
  };
  return [gapIn(estate, 'privacy')('unanswered', 'kinds', lacks, so)];
}

function noticeGaps(estate: Estate, now: Date): Gap[] {
  const gap = gapIn(estate, 'notices');
  const all = noticesAt(estate, now);
  const named = (standing: string) =>
    listed(all.filter((one) => one.standing === standing).map(({ notice }) => notice.title));
  const [past, draft] = [named('past'), named('draft')];
  return [
    ...(draft.zh
      ? [
          gap(
            'unanswered',
            'notices',
            { zh: `通知还是草稿：${draft.zh}`, en: `notices that are drafts: ${draft.en}` },
            { zh: '没有写 published，前台不会告诉居民。', en: 'Without "published" the desk tells nobody.' },
          ),
        ]
      : []),
    ...(past.zh
      ? [
          gap(
            'undone',
            'notices',
            { zh: `通知已经过期：${past.zh}`, en: `notices that are over: ${past.en}` },
            { zh: '前台不再说它们，可以从文件里删掉。', en: 'The desk tells them no more; they may be taken out.' },
          ),
        ]
      : []),
  ];
}
