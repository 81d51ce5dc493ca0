import { NUMBER } from './numbers.ts';

/** A part of an address as a pattern: its first group is the number or name. */
export interface Component {
  part: 'building' | 'unit' | 'floor' | 'room';
  pattern: RegExp;
  /** Only counts beside another part, since the words alone may mean something else. */
  beside?: boolean;
}

const ROOM = '(?:\\d{2,4}[a-z]?|\\d[a-z]|[零〇一二三四五六七八九十百千幺]{3,7})';
const NAME = '(?:[a-z]\\d{0,2}|\\d{1,3}[a-z]?|[一二三四五六七八九十百]{1,4}|[东南西北甲乙丙丁])';
const WORD = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const EN_NAME = `(?:[a-z]?\\d{1,3}[a-z]?(?![a-z\\d])|[a-z](?![a-z\\d'])|${WORD}(?![a-z]))`;

const make = (part: Component['part'], source: string, beside = false): Component => ({
  part,
  pattern: new RegExp(source, 'y'),
  beside,
});

/**
 * The ways residents name a building, an entrance (单元), a floor and a door, most telling first. Voice input writes 洞 or 动 for 栋
 * and 但愿 or 单员 for 单元.
 */
export const COMPONENTS: readonly Component[] = [
  make(
    'building',
    `(${NAME})\\s?(?:#|号)?\\s?(?:[栋幢棟](?!楼(?![上下顶道前后]))|座(?!机|位|椅|谈)|号楼|號樓|#楼|号大楼)`,
  ),
  make('building', `(${NAME})\\s?(?:洞|动|冻|东|懂|楼|号|#)(?=\\s?${NUMBER}\\s?(?:单元|单员|但愿|单位|門|门))`),
  make('building', `(${NAME})\\s?#(?=\\s?\\d)`),
  // 1号3楼2: a voice that leaves half of it out.
  make('building', `(${NAME})\\s?号(?=\\s?${NUMBER}\\s?[楼层]\\s?\\d)`),
  make('building', `(${NAME})\\s?号(?=\\s?\\d{3,4}(?!\\d)\\s?(?:室|房|$|[,，。\\s的漏停没]))`),
  // Typed in pinyin: 5 dong 602, 2 hao lou 3 dan yuan 501.
  make('building', '(\\d{1,2}|[a-z])\\s?(?:dong|zhuang|hao\\s?lou|zuo)(?![a-z])'),
  make('unit', '(\\d{1,2})\\s?(?:dan\\s?yuan)(?![a-z])'),
  make('building', `(?:block|blk|building|bldg|bld|tower|villa)\\.?\\s?(?:no\\.?|number|#)?\\s?(${EN_NAME})`),
  make('building', 'no\\.?\\s?(\\d{1,2})\\s(?:building|block|tower)(?![a-z])'),
  make('unit', `(${NUMBER}|[a-z]|[东西中甲乙丙丁])\\s?(?:单元|單元|单员|但愿|单圆|单位(?=\\s?\\d))`),
  make('unit', `(${NUMBER})\\s?[门門](?=\\s?\\d)`, true),
  make('unit', '(\\d{1,2})\\s?梯(?=\\s?\\d{3,4})'),
  make('room', '(?:unit)\\s?#?\\s?(\\d{3,4}[a-z]?)(?![a-z\\d])'),
  make('unit', `(?:unit|entrance|stairwell|staircase)\\s?#?\\s?(\\d{1,2}|[a-z]|${WORD})(?![a-z\\d'])`),
  make('room', `(${ROOM})\\s?(?:室|房(?![子东产租屋价贷间型]|主)|号房|房间|户(?!型|外|内|主|口))`),
  make('floor', `(?<![负地下])(${NUMBER})\\s?(?:层(?!次)|楼(?![道梯上下顶长盘房栋宇板]))`),
  make('floor', '(?:floor|level)\\s?(\\d{1,2})(?!\\d)'),
  make('floor', '(\\d{1,2})(?:st|nd|rd|th)[\\s-]?(?:floor|fl)(?![a-z])'),
  make('floor', '(\\d{1,2})/f(?![a-z\\d])'),
  make('room', 'no\\.?\\s?#?\\s?(\\d{3,4}[a-z]?)(?![a-z\\d])'),
  make(
    'room',
    '(?:room|rm|apartment|apt|flat|suite|door)\\.?\\s?(?:no\\.?|number)?\\s?#?\\s?(\\d{1,4}[a-z]?|[a-z]\\d{1,3})(?![a-z\\d])',
  ),
  make('room', `#\\s?(\\d{3,4}[a-z]?)(?![a-z\\d])`),
];

/** A door of one or two digits, right after the floor: 1号3楼2, 3栋5楼01. */
export const DOOR_OF_FLOOR = /(\d{1,2})(?!\d)(?=\s?(?:$|[,，。、！!？?\n]|的|家))/y;

/** A bare door number, taken only right after another part of the address. */
export const BARE_ROOM = new RegExp(`(${ROOM})(?![\\d年月号元块点:：%]|\\s?(?:分钟|小时|个|人|天|块|元|am|pm))`, 'y');

const NOT_BEFORE = '(?<![\\d\\-/.:a-z])';
const NOT_AFTER = '(?![\\d\\-/:a-z]|\\.\\d|\\s?(?:元|块|年|月|点|分钟|小时|%))';
const DASH = '\\s?(?:[-—–−~_]|杠|gang)\\s?';

/** Codes written with dashes: 3-2-501, 3杠2杠501, 3/2/501, 3-501, A-1203. Groups: building, unit (may be missing), room. */
export const CODES: readonly RegExp[] = [
  new RegExp(
    `${NOT_BEFORE}([a-z]?\\d{1,2})\\s?(?:#|号楼?|栋|幢|座)(?:\\s?-)?\\s?(\\d{1,2})${DASH}(${ROOM})${NOT_AFTER}`,
    'g',
  ),
  new RegExp(
    `${NOT_BEFORE}([a-z]?\\d{1,2}[a-z]?|[a-z]|[一二三四五六七八九十]{1,3})${DASH}(\\d{1,2}|[a-z]|[一二三四五六七八九十])${DASH}(${ROOM})${NOT_AFTER}`,
    'g',
  ),
  new RegExp(`${NOT_BEFORE}([a-z]?\\d{1,2})/(\\d{1,2})/(\\d{3,4}[a-z]?)${NOT_AFTER}`, 'g'),
  new RegExp(`${NOT_BEFORE}([a-z]?\\d{1,2}|[a-z])${DASH}()(\\d{3,4}[a-z]?)${NOT_AFTER}`, 'g'),
];

const ENDED = '(?![\\d.:]|\\s?(?:元|块|年|月|号|点|分|次|个|人|天|多|平|米|路|%))';

/** A door number alone where the words around it say that it is one: 我是501的, 住1203, 501漏水, 十二零一. */
export const LONE_ROOMS: readonly RegExp[] = [
  new RegExp(
    `(?:我是|我家是|我家在|我家|家住|我住在?|住在|住|这里是|这是|(?:i'm in|i am in|i live (?:in|at)|here is|this is)\\s)\\s?(\\d{3,4}[a-z]?)${ENDED}`,
    'g',
  ),
  new RegExp(
    `(?:我|对面|隔壁|对门|楼上|楼下|邻居|上面|下面|upstairs|neighbou?rs? (?:in|at|of)|guests? (?:in|of))\\s?(\\d{3,4}[a-z]?)${ENDED}`,
    'g',
  ),
  /(?:^|[\s,，。;；])(\d{3,4}[a-z]?)(?=\s?(?:的|家|业主|住户|租户|漏|停|没|报修|,|，))/g,
  // A message that begins with a door: 1803群租, 502装修; years (2024) and counted things are none.
  /^\s?(?!20[0-3]\d)(\d{3,4})(?=[\u4e00-\u9fff])(?![年元块点号分次个人天平米度吨公斤克升桶瓶箱件台部辆只条栋座楼层级倍字例名位页张份期秒小时以内来多几万千百路号毛周月日])/g,
  /(?<![零〇一二三四五六七八九十百千\d])((?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九幺]{1,2})[零〇][一二三四五六七八九幺])(?![零〇一二三四五六七八九十百千年月点元块幺])/g,
];

/** The whole message is the answer to "which home?": 501, 3 2 501, 3栋501. */
export const ANSWERS: readonly RegExp[] = [
  /^\s*([a-z]?\d{1,2}[a-z]?)[\s,，.、/\\]+(\d{1,2})[\s,，.、/\\]+(\d{2,4}[a-z]?)\s*(?:室|房)?\s*$/,
  /^\s*([a-z]?\d{1,2}|[a-z])()[\s,，.、/\\]+(\d{3,4}[a-z]?)\s*(?:室|房)?\s*$/,
  /^\s*([a-z])()(\d{3,4})\s*$/,
  /^\s*()()(\d{3,4}[a-z]?|\d[a-z]|[零〇一二三四五六七八九十百千幺]{3,7})\s*(?:室|房|号)?\s*[.。!！]?\s*$/,
];
