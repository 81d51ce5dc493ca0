import { SURNAMES } from '#handbook/surnames.ts';

const HAN = '[\\u4e00-\\u9fff]';
/** Ordinary words that begin like a name. */
const NO_NAME = [
  '安[全装排静置保心]|白[天色跑等]|包[裹括装含]|毕[竟业]|步[行梯]|常[常年用见住不来去]|陈[旧列述]|程序|单[元位号独方]|董事|杜绝|段时',
  '范围|方[便面案法向式]|费用|封[闭口]|符合|高[层楼区空度压档兴]|古典|顾[客问]|关[门灯闭于心上掉机]|管[道子理线家网]|广[场告]|何[时必况]',
  '洪水|胡同|怀[疑孕]|黄[色金]|季[度节]|纪[念录律]|简[单直介]|江[边景]|解[决释除]|金[额属色]|景[观区]|康复|蓝[色牙]|乐[意于]|雷[雨电]|厉害|龙头',
  '路[口灯边过由面]|马[桶上路达]|满[意了足]|毛[病巾]|宁[愿可]|农民|齐全|任[何务意职]|沙[发子]|尚未|施工|石[头材]|舒服|司机|温[度水馨]|文[件明]|卫[生浴]',
  '夏[天季]|项目|向[左右物您你我上下]|谢谢|许[多可]|宣传|严[重格]|颜色|易[燃碎]|应[该当急付]|尤其|于[是昨今上本近]|余[额款]|郁闷|张贴|章程|支[付架持]',
  '查[看询水电表一过到找清]|曾经|钟[头点]|周[一二三四五六日末围边期]|祝[您你福]|左[边右]|房[东子间屋号客租产主门]|万[一能科]|欧式|华丽|东方',
].join('|');
const TITLES = '先生|女士|小姐|太太|师傅|老师|阿姨|大爷|大妈|叔叔|经理|主任|总|工(?!程)|哥|姐';
/** The surname of what may be a name: neither an ordinary word nor a surname with a title, which says no more than the mask does. */
const SURNAME = `(?!${NO_NAME})(?:${SURNAMES})(?!${TITLES}|某)`;
/** What may follow a name directly. */
const AFTER = `(?=$|[^\\u4e00-\\u9fff]|[的了住是在家来说想要问打报反找电手您你和跟与]|${TITLES}|业主|租客|住户)`;
const NAME = `${SURNAME}${HAN}{1,2}`;
const ENDED = `${NAME}?${AFTER}`;
const PHONE = '(?:\\+?86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}|0\\d{2,3}[ -]?\\d{3,4}[ -]?\\d{4}';
const IS = '\\s*[:：是为叫]?\\s*';

/** How somebody names themselves. Run together with what follows, rather a sign too much is hidden than a name left. */
const OWN: readonly RegExp[] = [
  `(?:我叫|叫我|我的名字|本人[叫是]|我名叫|免贵)${IS}(${ENDED}|${SURNAME}${HAN}{2})`,
  `(?:我是|这边是)\\s?(?:业主|住户|租客|房东|户主)?\\s?(${NAME})(?!${HAN})`,
  `姓\\s?((?:${SURNAMES})[,，\\s]{0,2}[名叫]{1,2}\\s?${HAN}{1,2})(?!${HAN})`,
].map((pattern) => new RegExp(pattern, 'gu'));

const ROLES = '业主|住户|租客|租户|房东|户主|(?:老公|老婆|妻子|丈夫|儿子|女儿|母亲|父亲|妈妈|爸爸|爱人)[叫是]?';
/** Surnames that are also common verbs and small words: after a role without a colon they are left. */
const MORE_OFTEN_WORDS = '(?![常于向应查关单解满乐宁尚支包简曾安])';
/** How somebody names others, or fills in a form. */
const OTHERS: readonly RegExp[] = [
  `(?:姓名|名字|联系人|收件人|经办人|代理人|报修人|投诉人|户主|称呼)${IS}(${ENDED})`,
  `(?:${ROLES})\\s?${MORE_OFTEN_WORDS}(${ENDED})`,
  `(${NAME})(?=先生|女士|小姐|太太|阿姨|叔叔)`,
  `(?<!${HAN})(${NAME})[\\s,，:：]{0,3}(?:联系电话|电话|手机)?[\\s:：]{0,2}(?=${PHONE})`,
  `(?:${PHONE})[\\s,，:：(（]{0,3}(${NAME})(?!${HAN})`,
].map((pattern) => new RegExp(pattern, 'gu'));

const WORD = "[A-Z][\\w'’-]+";
const ENGLISH: readonly RegExp[] = [
  new RegExp(`\\b[Mm]y (?:full )?[Nn]ame(?:['’]s| is)\\s+((?:${WORD})(?:\\s${WORD}){0,2}|[a-z][\\w'’-]+)`, 'g'),
  /\b[Mm]y (?:full )?[Nn]ame(?:['’]s| is)\s+([a-z][\w'’-]+ (?!and\b|at\b|from\b|in\b|is\b|i\b|my\b|the\b|please\b|here\b|but\b|of\b)[a-z][\w'’-]+)/g,
  new RegExp(`\\b(?:[Nn]ame|[Cc]ontact(?: person)?)\\s?[:：]\\s*(${WORD}(?:\\s${WORD}){0,2})`, 'g'),
  new RegExp(
    `\\b(?:I am called|[Cc]all me|[Aa]sk for)\\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\\.?\\s)?(${WORD}(?:\\s${WORD})?)`,
    'g',
  ),
  new RegExp(`\\b(?:I['’]m|I am|[Tt]his is)\\s+(${WORD}\\s${WORD})(?=$|[^\\w'’])`, 'g'),
  new RegExp(`\\b(?:I['’]m|I am)\\s+(${WORD})(?=$|\\s*[,.!;]|\\s(?:from|calling|and|the|in)\\b)`, 'g'),
  new RegExp(`\\b[Tt]his is\\s+(${WORD})(?=\\s(?:from|calling|speaking|here|in \\d)\\b)`, 'g'),
  new RegExp(`\\b(?:Mr|Mrs|Ms|Miss|Dr)\\.?\\s(${WORD}(?:\\s${WORD})?)`, 'g'),
];
const NO_ENGLISH_NAME =
  /^(?:The|A|An|Not|In|At|On|So|Very|Still|Sorry|Fine|OK|Ok|Sure|Urgent|Building|Block|Unit|Room|Flat|Tower|Chinese|English|German|French|American|British|Japanese|Korean|Indian|Russian|Italian|Spanish|Canadian|Australian|Lobby|WeChat|Owner|Tenant|Resident|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/;

/** Whose words they are: the office's own people may be named. */
export type Speaker = 'resident' | 'office';

/**
 * Names that stand after words which tell that a name follows, or beside a telephone number; see
 * `why-only-told-names-are-hidden.md`.
 */
export function namesIn(text: string, speaker: Speaker = 'resident'): string[] {
  const chinese = /[\u4e00-\u9fff]/u.test(text) ? [...(speaker === 'resident' ? OWN : []), ...OTHERS] : [];
  const english = speaker === 'resident' && /[a-z]{2}/.test(text) ? ENGLISH : [];
  const found = [...chinese, ...english].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const name = match[1] ?? '';
      // 姓王名小明 is also said as 王小明 later.
      return name === '' || NO_ENGLISH_NAME.test(name) ? [] : [name, name.replace(/[,，\s]*[名叫]{1,2}\s?/u, '')];
    }),
  );
  return [...new Set(found)];
}

const BARE = new RegExp(`^\\s*(${NAME})\\s*[。.！!]?\\s*$`, 'u');
const BARE_ENGLISH = new RegExp(`^\\s*(${WORD}(?:\\s${WORD}){0,2})\\s*[.!]?\\s*$`);
const ASKS = /称呼|姓名|名字|贵姓|哪位|\byour (?:full )?name\b|who (?:should|shall|can) we/iu;

/** A message that is nothing but a Chinese name. */
export function bareName(text: string): string | undefined {
  return BARE.exec(text)?.[1];
}

/** Names in what was said one after the other; the answer to who somebody is may be nothing but the name. */
export function namesSaid(said: readonly { role: string; text: string }[]): string[] {
  let asked = false;
  const found = new Set<string>();
  for (const { role, text } of said) {
    const own = role === 'resident';
    for (const name of namesIn(text, own ? 'resident' : 'office')) found.add(name);
    const bare = own && asked ? (bareName(text) ?? english(text)) : undefined;
    if (bare) found.add(bare);
    asked = own ? asked : ASKS.test(text);
  }
  return [...found];
}

function english(text: string): string | undefined {
  const name = BARE_ENGLISH.exec(text)?.[1];
  return name && !NO_ENGLISH_NAME.test(name) ? name : undefined;
}
