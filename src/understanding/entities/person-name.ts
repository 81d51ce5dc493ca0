import { SURNAMES as SURNAME } from '#handbook/surnames.ts';
import type { Entity, NameValue, OpenQuestion } from '../recognizer.ts';
import { entity } from './span.ts';

const TITLE = '先生|女士|小姐|太太|师傅|老师|阿姨|大爷|大妈|叔叔|总|工|哥|姐';
const HAN = '[\\u4e00-\\u9fff·]';

/** 「我是5栋1单元1102的王芳」: the name behind a home. */
const AT_HOME = new RegExp(
  `(?:我是|这里是|本人是?)[^，,。]{0,4}[\\d\\u0001][^，,。]{0,16}?的((?:${SURNAME})(?!便|全|层|间|候|子|东|主|位|额|一|灯|管|道|里|家)${HAN}{1,2})(?=$|[\\s,，。.!！])`,
  'g',
);
const ZH: readonly [RegExp, (groups: readonly (string | undefined)[]) => NameValue][] = [
  [
    new RegExp(`(?:我|免贵|本人)?姓\\s?(${SURNAME})(?:[,，\\s]?(?:名|叫)\\s?(${HAN}{1,2})(?![\\u4e00-\\u9fff]))?`, 'g'),
    ([s, n]) => (n ? { name: `${s}${n}`, surname: s } : { surname: s }),
  ],
  [
    new RegExp(
      `(?:我叫|名字是|名字叫|姓名[:：是]?|联系人[:：是]?|我的名字是?|本人叫?)\\s?((?:${SURNAME})${HAN}{1,2}?)(?=$|[^\\u4e00-\\u9fff]|的|住|电话|手机|是|在|家)`,
      'g',
    ),
    ([n]) => ({ name: n, surname: surnameOf(n) }),
  ],
  [AT_HOME, ([n]) => ({ name: n, surname: surnameOf(n) })],
  [
    new RegExp(`(?:我是|这边是|找|叫我|就叫我?|称呼我?)\\s?(${SURNAME})(${TITLE})`, 'g'),
    ([s, t]) => ({ surname: s, title: t }),
  ],
  [
    new RegExp(`(?:我是)(?:业主|住户|租客)?\\s?((?:${SURNAME})${HAN}{1,2})(?=$|[\\s,，。.!！0-9])`, 'g'),
    ([n]) => ({ name: n, surname: surnameOf(n) }),
  ],
];
/** 王先生 right beside the telephone number, which is blanked out by the time names are read: "138… 王先生", 张女士 139…, 139… 张. */
const BESIDE_PHONE: readonly RegExp[] = [
  new RegExp(`\u0001[\\s,，:：()（]{0,3}(?:我姓|找)?(${SURNAME})(${TITLE})(?![\\u4e00-\\u9fff])`, 'g'),
  new RegExp(`(?:^|[\\s,，。;；:：])(${SURNAME})(${TITLE})[\\s,，:：的电话手机号码是]{0,6}(?=\u0001)`, 'g'),
  new RegExp(`\u0001[\\s,，]{0,2}(${SURNAME})\\s?$`, 'g'),
  new RegExp(`^\\s?(${SURNAME})[\\s,，]{0,2}(?=\u0001)`, 'g'),
];
const NOT_NAMES =
  /^(?:(?:a|an|the|not|in|at|on|from|very|so|really|still|just|going|here|having|trying|looking|calling|writing|sorry|fine|ok|sure|unable|locked|stuck|trapped|waiting|new|tenant|owner|resident|living|moving|happy|angry|glad|done|good|tired|afraid|getting|being|also|your|his|her|their|my|it|that|what|this|all|back|home|out|up|free|available|upset|worried|leaving|renting|interested|wondering|asking|paying|hearing|seeing|using|feeling|thinking|no|yes|one)(?![a-z]))/;
const EN =
  /(?<![a-z])(?:my name(?:'s| is)|i am called|call me|name\s?[:：]|this is|i'm|i am)\s(?:(mr|mrs|ms|miss|dr)\.?\s)?([a-z][a-z'-]{1,20}(?:\s[a-z][a-z'-]{1,20})?)/g;
const WHOLE = new RegExp(`^\\s*((?:${SURNAME})${HAN}{1,3})\\s*[。.]?\\s*$`);

/** "Anna, 1362…" and "1381… Emma": capitals beside the number and nothing else. */
const EN_BESIDE_PHONE = [
  /^\s*([a-z][a-z'-]{1,20}(?:\s[a-z][a-z'-]{1,20})?)[\s,:]+(?=\u0001)/g,
  /\u0001[\s,]+([a-z][a-z'-]{1,20}(?:\s[a-z][a-z'-]{1,20})?)\s*[.!]?\s*$/g,
];

function englishBesidePhone(text: string, folded: string): Entity[] {
  return EN_BESIDE_PHONE.flatMap((pattern) =>
    [...folded.matchAll(pattern)].flatMap((match) => {
      const start = match.index + match[0].indexOf(match[1] ?? '');
      const name = text.slice(start, start + (match[1]?.length ?? 0));
      const told = /^[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)?$/.test(name) && !NOT_NAMES.test(name.toLowerCase());
      return told && !/phone|number|mobile|tel|^i'm|^my\b/i.test(name)
        ? [entity('person-name', text, [start, start + name.length], { name })]
        : [];
    }),
  ).slice(0, 1);
}

const surnameOf = (name?: string): string | undefined =>
  name ? new RegExp(`^(?:${SURNAME})`).exec(name)?.[0] : undefined;

function english(text: string, folded: string): Entity[] {
  return [...folded.matchAll(EN)].flatMap((match) => {
    const words = match[2] ?? '';
    const start = match.index + match[0].length - words.length;
    const capitals = /^[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)?/.exec(text.slice(start, start + words.length))?.[0];
    const told = /name|call/.test(match[0].slice(0, 12));
    const name = capitals ?? (told ? words.split(' ')[0] : undefined);
    if (!name || NOT_NAMES.test(name.toLowerCase())) return [];
    return [
      entity('person-name', text, [start, start + name.length], { name, ...(match[1] ? { title: match[1] } : {}) }),
    ];
  });
}

function besidePhone(text: string, folded: string): Entity[] {
  if (!folded.includes('\u0001')) return [];
  return BESIDE_PHONE.flatMap((pattern) =>
    [...folded.matchAll(pattern)].slice(0, 1).map((match) => {
      const said = `${match[1] ?? ''}${match[2] ?? ''}`;
      const start = match.index + match[0].indexOf(said);
      return entity('person-name', text, [start, start + said.length], {
        surname: match[1],
        ...(match[2] ? { title: match[2] } : {}),
      });
    }),
  ).slice(0, 1);
}

/** Finds how a person names themselves: 我姓王, 我叫李雷, 我是王女士, "I'm Daniel"; a bare name only as the answer to a question for a person. */
export function findNames(text: string, folded: string, open?: OpenQuestion): Entity[] {
  const found: Entity[] = [];
  for (const [pattern, value] of ZH) {
    for (const match of folded.matchAll(pattern)) {
      const said = match.slice(1).filter(Boolean).join('');
      const end = match.index + match[0].length;
      const start = Math.max(match.index, folded.lastIndexOf(match[1] ?? '', end - 1));
      if (said && !/^于是|^和你|^何时/.test(said) && !found.some((other) => start < other.end && other.start < end))
        found.push(entity('person-name', text, [start, end], value(match.slice(1))));
    }
  }
  if (found.length === 0) found.push(...besidePhone(text, folded));
  if (found.length === 0) found.push(...englishBesidePhone(text, folded));
  if (found.length === 0) found.push(...english(text, folded));
  const whole = open?.kind === 'person' && found.length === 0 ? WHOLE.exec(folded)?.[1] : undefined;
  if (whole) found.push(entity('person-name', text, [0, text.length], { name: whole, surname: surnameOf(whole) }));
  return found;
}
