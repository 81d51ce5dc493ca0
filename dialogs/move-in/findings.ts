import { type MoveInBook, saidOf, saysOne } from './book.ts';

type Part = MoveInBook['parts'][number];
/** How bad a defect is. */
export type Level = MoveInBook['levels'][number]['key'];

/** A defect as the resident told it. */
export interface Finding {
  /** `C2`, or the letter alone where only the part is known. */
  code: string;
  words: string;
  level: Level;
  /** Ids of photos. */
  files: string[];
}

/** What was found so far: defects in the order told, other points by code. */
export interface Draft {
  defects: Finding[];
  checks: Record<string, { result: 'pass' | 'unchecked'; reason?: string }>;
  /** Words of which the part is not known yet. */
  pending?: string;
  /** Set once the parts that must be inspected were asked for. */
  askedMinimum?: boolean;
}

/** A draft with nothing in it. */
export const NOTHING_FOUND: Draft = { defects: [], checks: {} };

const JOINT = /[，,。；;：:！!？?\n、]|\.(?=\s|$)|还有|另外|以及|\b(?:and|also|plus)\b/iu;
const FINE =
  /没(有)?(什么)?(问题|毛病)|合格|正常|完好|都?挺?好的?$|\b(ok|okay|fine|good|no (problems?|issues?)|pass(ed)?)\b/iu;
const NOT_FINE = /不合格|不正常|不完好|不好|\bnot (ok|okay|fine|good)\b/iu;
const UNCHECKED =
  /没(有)?(来得及)?(查|看|测|验|试)|未查|(查|看|测|验|试)不了|\b(not checked|unchecked|didn'?t (check|look|test)|couldn'?t (check|look|test)|not inspected)\b/iu;
const FILLER =
  /^(你好|您好|好的?|嗯+|谢谢.*|麻烦.*|(我们?|现在|开始|正在|在|要|想|今天)*(验房|收房|验收|登记)(了|中|的)?.{0,4}(问题|毛病|结果|登记)?|(验房)?(发现|有)(了)?[几一两三四五六七八九十\d些个处条]*(问题|毛病|缺陷)?|hello|hi|thanks.*|(the )?inspection (has |have |is |just )*(begun|began|started|going on)|((i|we) (have |'ve )?|there (is|are) )?(found )?(a|an|some|several|\d+|two|three|four|five)?\s*(defects?|problems?|issues?|things?)?\s*((at|in|during) (the|my|our) inspection)?( found)?)$/iu;
/** How a finding is led in, which is no part of it. */
const LEAD =
  /^((我们?|今天|刚才|刚刚)*在?(验房|收房)(时|的时候)?)?(发现|看到)了?|^(we|i) (have )?(found|noticed|saw)( that)? /iu;
/** Gives the reason why something was not looked at. */
const REASON = /^(没|因为|由于|来不及|时间|不会|because|no |there (is|was) no|we had no)/iu;

/** What one message adds to a draft; undefined when it says nothing of the inspection. */
export function readFindings(text: string, draft: Draft, book: MoveInBook): Draft | undefined {
  const next: Draft = { ...draft, defects: [...draft.defects], checks: { ...draft.checks } };
  const clauses = clausesOf(`${draft.pending ?? ''}${text}`);
  delete next.pending;
  const reader: Reader = { next, book, topic: '', last: undefined };
  for (const clause of clauses) if (!FILLER.test(clause)) readClause(reader, clause);
  if (!reader.last && reader.topic && looksFaulty(reader.topic, book)) next.pending = `${reader.topic} `;
  return reader.last || next.pending ? next : undefined;
}

/** The parts of a message between its stops. */
export function clausesOf(text: string): string[] {
  return text
    .split(JOINT)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

interface Reader {
  next: Draft;
  book: MoveInBook;
  /** Words before any defect, such as the room. */
  topic: string;
  last: 'defect' | { codes: string[] } | undefined;
}

function readClause(reader: Reader, clause: string): void {
  const { next, book, topic } = reader;
  const part = partOf(clause, book) ?? (topic ? partOf(`${topic}${clause}`, book) : undefined);
  const isReason = isUnchecked(reader) && REASON.test(clause);
  if (!part || isReason) {
    addToLast(reader, clause);
    return;
  }
  const codes = codesOf(clause, part);
  if (UNCHECKED.test(clause)) note(reader, codesOfAll(clause, book, part), { result: 'unchecked', reason: clause });
  else if (FINE.test(clause) && !NOT_FINE.test(clause))
    note(reader, codesOfAll(clause, book, part), { result: 'pass' });
  else if (isTopic(clause, part)) reader.topic = clause;
  else {
    const words = `${reader.topic}${clause.replace(LEAD, '')}`;
    const code = codes.length === 1 ? (codes[0] ?? part.letter) : part.letter;
    next.defects.push({ code, words, level: levelOf(words, book), files: [] });
    reader.last = 'defect';
    reader.topic = '';
  }
}

/** Words without a part of their own belong to what was just told; before anything was, they say where. */
function addToLast(reader: Reader, clause: string): void {
  const { next, book, last } = reader;
  if (last === 'defect') {
    const defect = next.defects.at(-1);
    if (!defect) return;
    const words = `${defect.words}，${clause}`;
    next.defects[next.defects.length - 1] = { ...defect, words, level: levelOf(words, book) };
  } else if (last) {
    for (const code of last.codes) {
      const check = next.checks[code];
      if (check?.result === 'unchecked') next.checks[code] = { ...check, reason: clause };
    }
  } else reader.topic += clause;
}

/** True when the last thing said was that something was not looked at. */
function isUnchecked({ next, last }: Reader): boolean {
  return typeof last === 'object' && last.codes.some((code) => next.checks[code]?.result === 'unchecked');
}

function note(reader: Reader, codes: string[], check: Draft['checks'][string]): void {
  for (const code of codes) reader.next.checks[code] = check;
  reader.last = { codes };
  reader.topic = '';
}

/** The part a clause names by code, by its own words, or by the room where nothing else is said. */
function partOf(clause: string, { parts }: MoveInBook): Part | undefined {
  const letter = /(?<![A-Za-z])([A-S])(?=\d|\s*\p{Script=Han})/u.exec(clause)?.[1];
  const coded = letter && parts.find((part) => part.letter === letter);
  if (coded) return coded;
  const said = saidOf(clause, parts).map((part) => ({ part, length: saysOne(clause, part.words) }));
  const longest = Math.max(0, ...said.map(({ length }) => length));
  const own = said.find(({ length }) => length === longest)?.part;
  return own ?? parts.find((part) => saysOne(clause, part.rooms) > 0 && !isTopic(clause, part));
}

/** Points of all parts that a clause names: 「门和地面都没问题」 is about both. */
function codesOfAll(clause: string, { parts }: MoveInBook, best: Part): string[] {
  const said = saidOf(clause, parts);
  const all = said.length > 1 ? said.filter((part) => !isInside(clause, part, said)) : [best];
  return all.length > 1 ? all.flatMap(({ checks }) => checks.map(({ code }) => code)) : codesOf(clause, best);
}

/** True when what a part is known by is only a piece of another part's word: 门 in 门槛石. */
function isInside(clause: string, part: Part, said: readonly Part[]): boolean {
  const lower = clause.toLowerCase();
  const own = [...part.words.zh, ...part.words.en].filter((word) => lower.includes(word.toLowerCase()));
  const others = said.filter((one) => one !== part).flatMap(({ words }) => [...words.zh, ...words.en]);
  const longer = others.filter((word) => lower.includes(word.toLowerCase()));
  return own.every((word) => longer.some((other) => other.length > word.length && other.includes(word)));
}

/** Points of a part that a clause names: by code, by their words, else all of them. */
function codesOf(clause: string, { checks }: Part): string[] {
  const coded = checks.find(({ code }) => clause.includes(code));
  if (coded) return [coded.code];
  const said = checks.map(({ code, words }) => ({ code, length: saysOne(clause, words) }));
  const longest = Math.max(...said.map(({ length }) => length));
  const best = said.find(({ length }) => length === longest && length > 0);
  return best ? [best.code] : checks.map(({ code }) => code);
}

/** A clause that only names the part or the room: 「窗户」「卫生间」. What is wrong comes after it. */
function isTopic(clause: string, { words, rooms, checks }: Part): boolean {
  const named = [...words.zh, ...words.en, ...(rooms?.zh ?? []), ...(rooms?.en ?? [])];
  const lower = clause.toLowerCase();
  const [longest = ''] = named.filter((word) => lower.includes(word.toLowerCase())).sort((a, b) => b.length - a.length);
  const rest = lower.replace(longest.toLowerCase(), '');
  return longest !== '' && rest.length <= 2 && !WRONG.test(rest) && !checks.some((one) => saysOne(rest, one.words) > 0);
}

const WRONG = /[坏裂漏堵松响歪潮鼓霉脏不少没差]/u;

/** True when words say that something is wrong, whatever it is. */
function looksFaulty(words: string, { parts, levels }: MoveInBook): boolean {
  const points = parts.flatMap(({ checks }) => checks);
  return points.some((point) => saysOne(words, point.words) > 1) || levels.some((one) => saysOne(words, one.words) > 0);
}

/** How bad it sounds: the first of the levels whose words are said, else the last. A proposal, which the resident may change. */
export function levelOf(words: string, { levels }: MoveInBook): Level {
  return (levels.find((one) => saysOne(words, one.words) > 0) ?? levels.at(-1))?.key ?? 'ordinary';
}

/** Letters of the parts that have to be inspected and have no result yet. */
export function missingParts({ defects, checks }: Draft, { parts }: MoveInBook): Part[] {
  const done = new Set([...defects.map(({ code }) => code[0]), ...Object.keys(checks).map((code) => code[0])]);
  return parts.filter(({ minimum, letter }) => minimum !== undefined && !done.has(letter));
}

/** Gives every point that has no result yet, of these parts, the same one. */
export function settleRest(draft: Draft, parts: readonly Part[], check: Draft['checks'][string]): Draft {
  const found = new Set(draft.defects.map(({ code }) => code));
  const open = parts.flatMap(({ checks }) => checks.map(({ code }) => code));
  const rest = open.filter((code) => !found.has(code) && !(code in draft.checks));
  return { ...draft, checks: { ...draft.checks, ...Object.fromEntries(rest.map((code) => [code, check])) } };
}
