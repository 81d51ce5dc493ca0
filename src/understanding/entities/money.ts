import type { Entity } from '../recognizer.ts';
import { readNumber } from './numbers.ts';
import { entity } from './span.ts';

const AMOUNT = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|\\d+(?:\\.\\d{1,2})?';
const ZH = '[一二两三四五六七八九十百千万零]{1,12}';
const AFTER = new RegExp(
  `(?<![\\d.])(${AMOUNT})\\s?(万|千|百|k)?(?:多)?\\s?(元|块钱|块(?![砖板地石])|圆|rmb|cny|yuan|kuai|毛|角)(?:([\\d一二三四五六七八九])(?:毛|角)?(?![\\d一二三四五六七八九年月个]))?`,
  'g',
);
const SPOKEN = new RegExp(
  `(?<![第点])(${ZH})(?:多)?\\s?(元|块钱|块(?![砖板地石])|圆|毛)(?:([一二三四五六七八九\\d])(?:毛|角)?(?![一二三四五六七八九\\d年月个]))?`,
  'g',
);
const BEFORE = new RegExp(`(?:[¥￥$]|rmb|cny)\\s?(${AMOUNT})\\s?(万|k)?(?![\\d])`, 'g');
const ABOUT =
  /(?:费|租金|月租|房租|押金|定金|保证金|欠|(?<!公)交了?|收了?我?|缴|扣了?|收费|花了|(?<![a-z])(?:paid|pay|charged?|rent|fee|bill|deposit|costs?|price)(?: is| was| of| me| us| for)?)\s?(?:是|了|我)?\s?(\d{2,6}(?:\.\d{1,2})?|[一二两三四五六七八九]{1}[百千万][一二三四五六七八九十百千零]*)(?![\d年月号点栋-]|\s?(?:个|天|次|点|分|平|室|路|年|度|吨|am|pm|hours|days|months|room|flat|apartment|times|people))/g;
/** 两百多, 一千五以内: Chinese hundreds and thousands where what follows counts nothing else. */
const ROUND =
  /(?<![第点\d零一二两三四五六七八九十百千万几])([一二两三四五六七八九][百千万][一二两三四五六七八九十百千零]{0,6})(?=多(?![个次年天米平户人])|以内|以下|以上|左右|上下|出头|来块|一个月|每月|$|[,，。！!？?\s])/g;
const SCALE: Record<string, number> = { 万: 10_000, 千: 1000, 百: 100, k: 1000 };

function amount(raw: string, scale?: string, tenths?: string, unit?: string): number | undefined {
  const base = readNumber(raw.replaceAll(',', ''));
  if (base === undefined) return undefined;
  if (unit === '毛' || unit === '角') return base / 10;
  return base * (scale ? (SCALE[scale] ?? 1) : 1) + (tenths ? (readNumber(tenths) ?? 0) / 10 : 0);
}

/** Finds sums of money: 300块, 1280.5元, 一千二百八十块五, ¥300, RMB 300, 1.2万元, and bare numbers after words for fees (月租4500). */
export function findMoney(text: string, folded: string): Entity[] {
  if (!/[\d一二两三四五六七八九十百千万零]/.test(folded)) return [];
  const found: Entity[] = [];
  const add = (start: number, end: number, value?: number) => {
    if (value !== undefined && !found.some((other) => start < other.end && other.start < end))
      found.push(entity('money', text, [start, end], { amount: value, currency: 'CNY' }));
  };
  for (const m of folded.matchAll(AFTER)) add(m.index, m.index + m[0].length, amount(m[1] ?? '', m[2], m[4], m[3]));
  for (const m of folded.matchAll(SPOKEN)) {
    // 缺了一块 is a piece and no sum; 两块钱 and 三块五 are sums.
    if (m[2] === '块' && !m[3] && /^[一二两三四五六七八九]$/.test(m[1] ?? '')) continue;
    add(m.index, m.index + m[0].length, amount(m[1] ?? '', undefined, m[3], m[2]));
  }
  for (const m of folded.matchAll(BEFORE)) add(m.index, m.index + m[0].length, amount(m[1] ?? '', m[2]));
  for (const m of folded.matchAll(ABOUT)) {
    const end = m.index + m[0].length;
    add(end - (m[1]?.length ?? 0), end, amount(m[1] ?? ''));
  }
  for (const m of folded.matchAll(ROUND)) add(m.index, m.index + m[0].length, amount(m[1] ?? ''));
  return found;
}
