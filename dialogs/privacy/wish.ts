import type { DeskTurn } from '../desk-turn.ts';

/** What somebody may ask for about their own information (domain 8.7). */
export const RIGHTS = ['copy', 'correction', 'deletion', 'withdrawal'] as const;

/** One of {@link RIGHTS}. */
export type PrivacyRight = (typeof RIGHTS)[number];

/** A right, or a look at what is held, or at the office's notice. */
export type PrivacyWish = PrivacyRight | 'held' | 'notice';

/** Information as such. */
const DATA =
  /个人(信|新)息|个人(资料|数据|档案)|隐私|(我|我们|自己|本人)(家)?(的|登记的?|留的?|在你们(这|那)(里|儿)?的?|什么|哪些)?(全部|所有|什么|哪些|微信)?(信息|资料|数据|档案|聊天记录|对话记录)|(信息|资料|数据)[^，,。]{0,4}(清掉|删|注销)|(有|存|留|登记|收集|保存|掌握|记录?)(了|着|有)?(我|我们)(家)?(的|哪些|什么|些什么|多少)|语音记录|\bmy\b.{0,16}\b(?:data|details|information|info|records?|file|chats?)\b|\bperson\w{0,3} (?:data|information|info|details)\b|\b(?:data|information|everything)\b.{0,20}\b(?:on|about) me\b|\bprivacy\b|\bkeep this chat\b/iu;
/** One thing that is on record, or a consent once given. */
const THING =
  /(我|自己|本人)(的|登记的?|留的?|之前的?|在你们(这|那)留的)?(登记的?)?(人脸|照片|语音|手机号|电话|号码|名字|姓名|身份证复印件|同意|授权)|我(的)?登记(的)?(电话|姓名|名字)|\bmy\b.{0,24}\b(?:phone|number|name|photos?|face|consent|voice)\b|\berase (?:me|my)\b/iu;

type Pattern = readonly [PrivacyWish, RegExp];

/** In this order: the plainest word of a message decides. */
const OF_THINGS: readonly Pattern[] = [
  [
    'withdrawal',
    /撤回|收回.{0,8}(同意|授权)|取消.{0,4}授权|不(再)?同意.{0,8}(使用|处理|保存|收集)|\b(?:withdraw|revoke|no longer (?:agree|consent))\b/iu,
  ],
  [
    'deletion',
    /删|清(掉|除|空)|注销|抹掉|不(想|要|愿意?)(让你们|被)?(再)?(留|存|保留|保存)|\b(?:delet\w*|eras\w*|remov\w*|forget)\b/iu,
  ],
  [
    'correction',
    /更正|(改|换)(一下|成|个|掉)|修改|写错|填错|登记错|不对|错了|更新|\b(?:correct|wrong|incorrect|updat\w*|chang\w*)\b/iu,
  ],
];
const OF_DATA: readonly Pattern[] = [
  [
    'notice',
    /隐私(政策|声明|条款|告知|说明|权)|(拿|要|用).{0,4}(信息|资料|数据).{0,6}(干|做|有)(什么|嘛|啥)|什么用|(信息|资料|数据|记录).{0,6}(保存|保留|留|存)(多久|多长)|会留着吗|\bprivacy (?:policy|notice|statement)\b|\bwhat do you (?:use|do with)\b|\bhow long\b.{0,20}\bkeep\b|\bkeep this chat\b/iu,
  ],
  ['copy', /复印|复制|副本|拷贝|导出|一份|打印|发(给)?我|\b(?:copy|copies|export|download)\b/iu],
  [
    'held',
    /什么|哪些|多少|看(看|一下)|查|知道|能不能改|\b(?:what|which|see|access|show|view|request|do you (?:have|hold|keep|store|know))\b/iu,
  ],
];

/** What is on record, asked as a question, even when it goes on 「能删掉吗」. */
const ASKS_WHAT = /(有|存|留|保存|收集)(了)?(我|我们)(的|家)?(什么|哪些)|\bwhat\b.{0,40}\b(?:hold|have|keep|store)\b/iu;

/** Cases, bills, deeds and who has looked: not the person as such. */
const ELSEWHERE =
  /报修|投诉|工单|单子|师傅|维修|缴费|账单|发票|房产证|过户|产权|谁(看|查|调)过|\b(?:repair|complaint|ticket|case|worker|payment|bills?|fees?|invoice|leak(?:ed)?|who (?:can|has|may))\b/iu;
const PRIVATE = /隐私|个人(信|新)息|\bprivacy\b|\bpersonal\b/iu;

/** Whether it has been done, which is a question about a case. */
const DONE = /(删|清|改|更正|撤回|注销)[^，,。]{0,4}(了没|了吗|好了|没有)[？?]?$/u;

/** What a message wants of one's own information; undefined when it is about something else. */
export function privacyWish({ incoming }: Pick<DeskTurn, 'incoming'>): PrivacyWish | undefined {
  const { text, understood } = incoming;
  const { intents, entities, band } = understood;
  if (entities.some(({ type }) => type === 'ticket') || (ELSEWHERE.test(text) && !PRIVATE.test(text))) return undefined;
  if ((band === 'act' && intents[0]?.name === 'complaint') || DONE.test(text.trim())) return undefined;
  const data = DATA.test(text);
  if (data && ASKS_WHAT.test(text) && !OF_DATA[1]?.[1].test(text)) return 'held';
  const patterns = [...(data || THING.test(text) ? OF_THINGS : []), ...(data ? OF_DATA : [])];
  const fits = patterns.find(([, pattern]) => pattern.test(text))?.[0];
  return fits ?? (data && intents[0]?.name === 'archive_request' ? 'held' : undefined);
}

const LOOKED =
  /谁(看|查|调|用)过.{0,8}(信息|资料|档案|数据)|\bwho (?:has|have|can)? ?(?:seen|looked|accessed|see|view|access)\b.{0,20}\b(?:my|data|file|records?)\b/iu;

/** True when somebody asks who has looked at what is held about them: that a person tells. */
export function asksWhoLooked(text: string): boolean {
  return LOOKED.test(text);
}

const OTHERS =
  /((前|上|原)(面|头)?(一)?(个|任|手|位|户)?(业主|房东|住户|租客|户主)|以前(的)?(业主|房东|住户|租客)|邻居|楼上|楼下|隔壁|对门|对面|别(人|的住户|的业主|家)|其(他|它)(业主|住户|人家?|家)|(所有|全部|全体|整个小区的?)(的)?(业主|住户|居民|人)|房东|某(个|位)(业主|住户))[^。？?!！]{0,12}(电话|手机|号码|联系方式|姓名|名字|叫什么|叫啥|是谁|住哪|住几|身份证|资料|信息|档案|名单|微信|车牌|投诉|报修|记录)|(业主|住户|居民)(的)?(名单|花名册|数据库|列表)|(住(的|着)?(是)?谁|是谁家)|(栋|单元|室|号|楼|\d)(的)?(业主|住户|租客)(的)?(电话|手机|姓名|名字|叫什么|是谁|微信)|(打印|导出|列出|显示|泄露)[^。？?!！]{0,8}(业主|住户|居民)(的)?(档案|资料|信息|电话)/u;
const OTHERS_EN =
  /\b(?:neighbou?rs?|upstairs|downstairs|next door|(?:previous|former|last) (?:owner|tenant|resident)s?|(?:owner|tenant)s? before (?:me|us)|other (?:residents?|owners?|tenants?|people)|(?:all|every) (?:the )?(?:owners?|residents?|tenants?)|landlord|someone else)\b.{0,40}\b(?:phone|number|names?|contact|address|complain\w*|report\w*|files?|records?|data|details|live)\b|\b(?:names?|numbers?|phones?|files?|records?|data|complain\w*)\b.{0,30}\b(?:neighbou?rs?|(?:previous|former) (?:owner|tenant)|owner before me|other residents?|all (?:owners?|residents?))|\b(?:residents?|owners?|households?|tenants?)'? (?:files?|list|database|roster)\b|\b(?:list|print|dump|show|export)\b.{0,16}\b(?:residents|owners|tenants|phone numbers)\b|\bwho lives (?:in|at|upstairs|next)\b/iu;
const ASKS =
  /给|告诉|查|多少|谁|什么|啥|哪|打印|导出|列出|显示|调|发|看|要|\?|？|吗|呢|\b(?:give|tell|show|print|list|dump|export|send|what|who|which|where|need|want|get)\b/iu;
/** No grievance is told in these words, whatever it sounds like. */
const OUTRIGHT =
  /打印|导出|列出|(前|上|原)(面|头)?(一)?(个|任|手|位|户)?(业主|房东|住户|租客|户主)|以前(的)?(业主|房东|住户|租客)|\b(?:print|dump|export|list|previous|former|before (?:me|us))\b/iu;
const OWN = /我(家|们家|自己)?的?(业主|住户)|\bmy (?:own|owner)\b/iu;

/**
 * True when somebody asks for what the office knows of others: a neighbour's phone, an earlier owner's complaints, the list of
 * residents. A report that only mentions a neighbour is none.
 */
export function asksAboutOthers({ incoming }: Pick<DeskTurn, 'incoming'>): boolean {
  const { text, understood } = incoming;
  const { entities, intents, band, faultClass } = understood;
  if (OWN.test(text) || faultClass || entities.some(({ type }) => type === 'phone' || type === 'ticket')) return false;
  const reports = band === 'act' && (intents[0]?.name === 'repair' || intents[0]?.name === 'complaint');
  return (OTHERS.test(text) || OTHERS_EN.test(text)) && ASKS.test(text) && (!reports || OUTRIGHT.test(text));
}
