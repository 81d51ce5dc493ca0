import type { Entity, PlaceValue, WordValue } from '../recognizer.ts';
import { entity } from './span.ts';

/** One thing with the words for it; the first word of a list is its label. `over`: its class decides against the fixture's. */
export interface Word {
  key: string;
  zh: readonly string[];
  en: readonly string[];
  category?: string;
  over?: boolean;
}

/** A place also says whose it is. */
export interface PlaceWord extends Word {
  zone: 'home' | 'common';
}

/** A fault class of the trade, R01–R20. */
export interface FaultCategory {
  code: string;
  zh: string;
  en: string;
  level: 'critical' | 'urgent' | 'ordinary';
  firstQuestion?: { zh: string; en: string };
}

/** `fault-words.json`. `pairs` settle what fixture, fault and place say together: the first one whose keys are all named wins. */
export interface FaultWords {
  fixtures: readonly Word[];
  faults: readonly Word[];
  places: readonly PlaceWord[];
  categories: readonly FaultCategory[];
  pairs?: readonly { fixture?: string; fault?: string; place?: string; category: string }[];
}

interface Entry {
  word: string;
  latin: boolean;
  of: Word;
}

/** Words by their first character, longest first. */
type Lexicon = ReadonlyMap<string, readonly Entry[]>;

/** The three word lists, made ready for looking up. */
export interface Lexicons {
  words: FaultWords;
  fixture: Lexicon;
  fault: Lexicon;
  place: Lexicon;
}

function lexicon(words: readonly Word[]): Lexicon {
  const by = new Map<string, Entry[]>();
  for (const of of words) {
    for (const raw of [...of.zh, ...of.en]) {
      const word = raw.toLowerCase();
      const list = by.get(word.charAt(0));
      const entry = { word, latin: /^[a-z]/.test(word), of };
      if (list) list.push(entry);
      else by.set(word.charAt(0), [entry]);
    }
  }
  for (const list of by.values()) list.sort((a, b) => b.word.length - a.word.length);
  return by;
}

/** Prepares `fault-words.json` for {@link findWords}. */
export const lexicons = (words: FaultWords): Lexicons => ({
  words,
  fixture: lexicon(words.fixtures),
  fault: lexicon(words.faults),
  place: lexicon(words.places),
});

const ENDING = /(?:s|es|ed|d|ing|y)?(?![a-z])/y;

function endOf(folded: string, at: number, entry: Entry): number | undefined {
  if (!folded.startsWith(entry.word, at)) return undefined;
  const end = at + entry.word.length;
  if (!entry.latin) return end;
  if (at > 0 && /[a-z]/.test(folded.charAt(at - 1))) return undefined;
  ENDING.lastIndex = end;
  const ending = ENDING.exec(folded);
  return ending ? end + ending[0].length : undefined;
}

function scan(folded: string, lexicon: Lexicon): { start: number; end: number; of: Word }[] {
  const found: { start: number; end: number; of: Word }[] = [];
  for (let at = 0; at < folded.length; at++) {
    for (const entry of lexicon.get(folded.charAt(at)) ?? []) {
      const end = endOf(folded, at, entry);
      if (end === undefined) continue;
      found.push({ start: at, end, of: entry.of });
      at = end - 1;
      break;
    }
  }
  return found;
}

const wordValue = (word: Word, category?: string): WordValue => ({
  key: word.key,
  label: { zh: word.zh[0] ?? word.key, en: word.en[0] ?? word.key },
  ...(category ? { category } : {}),
});

interface Named {
  fixture: readonly Word[];
  fault: readonly Word[];
  place: readonly Word[];
}

/**
 * The fault class of what was named together: a pair that the list settles, else a fault which decides by itself (a gas smell, a tripped
 * breaker), else the fixture, the fault, the place. R20 when something was named that no rule knows; undefined when nothing was.
 */
export function faultClass(words: FaultWords, { fixture, fault, place }: Named): string | undefined {
  const has = (list: readonly Word[], key?: string): boolean =>
    key === undefined || list.some((word) => word.key === key);
  const pair = words.pairs?.find(
    (rule) => has(fixture, rule.fixture) && has(fault, rule.fault) && has(place, rule.place),
  );
  if (pair) return pair.category;
  if (fixture.length + fault.length === 0) return undefined;
  const ranked = [...fault.filter((word) => word.over), ...fixture, ...fault, ...place];
  return ranked.find((word) => word.category)?.category ?? 'R20';
}

/** Words that hold the name of a fixture and mean something else: 师傅上门, 南门, "floor plan", "power of attorney". */
const SHADOWS =
  /上门|出门|进门|登门|串门|敲门|砸门|踹门|撬门|开门|锁门|门口|门卫|门岗|门牌|门票|门诊|门缝|部门|专门|热门|我?家门|[东南西北前后侧正]门|对门|开窗|关窗|窗口|刷墙|砸墙|墙根|灯会|灯笼|灯火|开灯|地上|上锁|锁车|锁着|开锁|(?:冰箱|洗衣机|空调|电视)(?=牌|哪个|什么牌|多少钱)|floor plan|(?:high|top|upper|lower|same|first|second|third|fourth|fifth|ground|which|my|our|\d(?:st|nd|rd|th)) floor|floors? \d+|between floors|power of attorney|car alarms?|alarm button|gas (?:smell|leak|check|inspection|bill|fee)|smell(?:s|ing)?(?: of)? gas|煤气味|燃气味|天然气味|煤气费|燃气费|(?:锁|locked)(?: myself| ourselves| himself| herself)? (?:out|in)|locked|screen is|lights? up/g;
const shadowed = (folded: string): string => folded.replace(SHADOWS, (words) => '\u0001'.repeat(words.length));

/** Places that only say whose home it is; they help to name the class and are no place of their own. */
const WHOSE: ReadonlySet<string> = new Set(['whole-home', 'upstairs', 'downstairs', 'next-door']);

/** Finds places, fixtures and faults from everyday words; every fixture and fault carries the class of the whole message. */
export function findWords(text: string, folded: string, lexicons: Lexicons): { entities: Entity[]; category?: string } {
  const fixtures = scan(shadowed(folded), lexicons.fixture);
  const faults = scan(folded, lexicons.fault);
  const places = scan(folded, lexicons.place);
  const words = (list: { of: Word }[]): Word[] => list.map((one) => one.of);
  const category = faultClass(lexicons.words, { fixture: words(fixtures), fault: words(faults), place: words(places) });
  const entities = [
    ...places
      .filter(({ of }) => !WHOSE.has(of.key))
      .map(({ start, end, of }) =>
        entity('place', text, [start, end], { ...wordValue(of), zone: (of as PlaceWord).zone } satisfies PlaceValue),
      ),
    ...fixtures.map(({ start, end, of }) => entity('fixture', text, [start, end], wordValue(of, category))),
    ...faults.map(({ start, end, of }) => entity('fault', text, [start, end], wordValue(of, category))),
  ];
  return { entities, ...(category ? { category } : {}) };
}
