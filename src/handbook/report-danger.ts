import type { Common, Estate } from './documents.ts';
import type { Sentence } from './problem.ts';
import { type EstateReport, type Gap, listed, placeIn } from './report-gap.ts';

const KINDS: Readonly<Record<string, Sentence>> = {
  fire: { zh: '火情', en: 'fire' },
  gas: { zh: '燃气泄漏', en: 'gas' },
  lift: { zh: '电梯困人', en: 'trapped in a lift' },
  flood: { zh: '跑水', en: 'burst pipe' },
  electric: { zh: '触电', en: 'electric shock' },
  outage: { zh: '整片停电', en: 'power cut' },
  'carbon-monoxide': { zh: '一氧化碳', en: 'carbon monoxide' },
  falling: { zh: '高空坠物', en: 'falling objects' },
  violence: { zh: '打架、闯入', en: 'violence' },
  collapse: { zh: '有人昏倒或走失', en: 'somebody collapsed or missing' },
  battery: { zh: '电池起火', en: 'battery fire' },
  'garage-flood': { zh: '车库进水', en: 'garage flooding' },
  'water-quality': { zh: '水质异常', en: 'bad water' },
  structure: { zh: '房屋险情', en: 'unsafe building' },
  'self-harm': { zh: '自伤', en: 'self-harm' },
  other: { zh: '其他危险', en: 'other danger' },
};

function kindName(kind: string): Sentence {
  return KINDS[kind] ?? { zh: kind, en: kind };
}

/** Safety lines that nobody has signed. */
export function unsignedLines({ safetyLines }: Common): Gap[] {
  const unsigned = safetyLines.lines.filter(({ draft, signedBy }) => draft || signedBy.trim() === '');
  if (unsigned.length === 0) return [];
  const { zh, en } = listed(unsigned.map(({ kind }) => kindName(kind)));
  const lacks = {
    zh: `${unsigned.length} 条安全提示还没有签字：${zh}`,
    en: `${unsigned.length} safety lines are not signed: ${en}`,
  };
  const so = {
    zh: '前台会照草稿说，但没有人核对过。请安全负责人逐条改好，写上 signedBy，把 draft 改为 false。',
    en: 'The desk speaks the drafts, which nobody has checked. The safety manager signs each one: signedBy, "draft": false.',
  };
  return [{ meaning: 'danger', place: 'common/safety-lines.json › lines', lacks, so }];
}

/** Numbers that a safety line names and the office has not filled in. */
export const dangerPhones: EstateReport = (estate, { safetyLines }) =>
  Object.keys(estate.office.phones)
    .concat('gas', 'lift-rescue', 'fire-control', 'water', 'power')
    .filter((key, at, all) => all.indexOf(key) === at && !numberOf(estate, key))
    .flatMap((key): Gap[] => {
      const lines = safetyLines.lines.filter(({ phones }) => phones.includes(key));
      if (lines.length === 0) return [];
      const { zh, en } = listed(lines.map(({ kind }) => kindName(kind)));
      return [
        {
          meaning: 'danger',
          estate: estate.id,
          place: placeIn(estate, 'office', `phones.${key}.number`),
          lacks: { zh: `${phoneName(key).zh}没有填`, en: `no number for ${phoneName(key).en}` },
          so: { zh: `遇到${zh}，前台说不出这个号码。`, en: `The desk cannot name it in case of: ${en}.` },
        },
      ];
    });

/** A phone of office.json as the office calls it. */
export function phoneName(key: string): Sentence {
  const known: Record<string, Sentence> = {
    reception: { zh: '前台电话', en: 'the reception' },
    night: { zh: '夜间值班电话', en: 'the night line' },
    director: { zh: '项目主任电话', en: 'the director' },
    complaint: { zh: '投诉电话', en: 'complaints' },
    security: { zh: '保安电话', en: 'security' },
    'fire-control': { zh: '消防控制室电话', en: 'the fire-control room' },
    'lift-rescue': { zh: '电梯救援电话', en: 'lift rescue' },
    gas: { zh: '燃气抢修电话', en: 'gas emergencies' },
    water: { zh: '供水单位电话', en: 'the water company' },
    power: { zh: '供电单位电话', en: 'the power company' },
    heating: { zh: '供暖单位电话', en: 'the heating company' },
    'housing-department': { zh: '房管部门电话', en: 'the housing department' },
    community: { zh: '居委会电话', en: 'the residents’ committee' },
    'owners-committee': { zh: '业委会电话', en: 'the owners’ committee' },
  };
  return known[key] ?? { zh: `电话 ${key}`, en: key };
}

/** The number of a phone of office.json; '' where there is none. */
export function numberOf({ office }: Estate, key: string): string {
  return Object.entries(office.phones).find(([name]) => name === key)?.[1]?.number ?? '';
}

/** Nobody to call, nobody who would hear, or nobody at the end of the line. */
export const dutyGaps: EstateReport = (estate, _, { hasMeans }) => {
  const { people, order, manager } = estate.duty;
  const gap = (key: string, lacks: Sentence, so: Sentence): Gap => ({
    meaning: 'danger',
    estate: estate.id,
    place: placeIn(estate, 'duty', key),
    lacks,
    so,
  });
  if (people.length === 0 || order.length === 0) {
    const lacks = { zh: '没有值班人员', en: 'there is nobody on duty' };
    const so = {
      zh: '出了急事没有人会被呼叫，前台只能请居民自己打电话。',
      en: 'In an emergency nobody is called; the desk can only name numbers.',
    };
    return [gap(people.length === 0 ? 'people' : 'order', lacks, so)];
  }
  const unreached = people.filter(({ means }) => !means.some((key) => hasMeans?.(key) ?? true));
  const silent = listed(unreached.map(({ name }) => name));
  return [
    ...(unreached.length > 0
      ? [
          gap(
            'people.means',
            { zh: `没有能用的呼叫方式：${silent.zh}`, en: `no way to reach: ${silent.en}` },
            {
              zh: '只有打开后台的人会听到提示音。请在 DATA_DIR 的 paging.json 里配好群机器人，并在 means 里写上名字。',
              en: 'Only somebody with the console open hears an alarm. Set group robots up in paging.json of DATA_DIR and name them in means.',
            },
          ),
        ]
      : []),
    ...(manager === undefined
      ? [
          gap(
            'manager',
            { zh: '没有写经理', en: 'no manager is named' },
            {
              zh: '值班人员都不应答时，没有最后一个可以叫的人。',
              en: 'When nobody on duty answers, there is nobody last to call.',
            },
          ),
        ]
      : []),
  ];
};

/** Nobody outside the console hears that a resident waits too long. */
export const lateChatGaps: EstateReport = (estate, _, { hasMeans }) => {
  const { claimMin, firstReplyMin } = estate.desks;
  if (claimMin === null && firstReplyMin === null) return [];
  const post = estate.posts.posts.find(({ key }) => key === estate.posts.lateChats);
  if (post?.means.some((key) => hasMeans?.(key) ?? true)) return [];
  return [
    {
      meaning: 'reach',
      estate: estate.id,
      place: placeIn(estate, 'posts', post ? `posts.${post.key}.means` : 'lateChats'),
      lacks: post
        ? {
            zh: `住户等太久时通知不到${post.name.zh}`,
            en: `no way to tell of residents who wait too long: ${post.name.en}`,
          }
        : { zh: '没有写住户等太久时通知谁', en: 'nobody is named who hears of residents that wait too long' },
      so: {
        zh: '只有打开后台的人看得到提醒。请在 DATA_DIR 的 paging.json 里配好群机器人，并在这个岗位的 means 里写上名字。',
        en: 'Only somebody with the console open sees it. Set group robots up in paging.json of DATA_DIR and name them in the means of this post.',
      },
    },
  ];
};
