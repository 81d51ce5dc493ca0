import type { Entity, Matter, ScoredIntent } from './recognizer.ts';
import { asksToCome } from './turns-of-speech.ts';

const JOINTS =
  /[,，。.;；!！?？\n、]+|(?:顺便|另外|还有|对了|再就是|同时|以及|而且|然后)|(?<![a-z])(?:and also|also|by the way|btw|besides|another thing|and then|plus)(?![a-z])/g;

/** What joins a piece to the one before is not part of it. */
const OPENING = new RegExp(`^(?:\\s|${JOINTS.source})+`);

/** A stretch of the message between two joints. */
interface Piece {
  start: number;
  end: number;
}

/** Cuts a message at marks and joining words; pieces of under four characters (two words in Chinese) stay with their neighbour. */
export function piecesOf(folded: string): Piece[] {
  const cuts = [...folded.matchAll(JOINTS)].filter((match) => !insideNumber(folded, match)).map((match) => match.index);
  const edges = [0, ...cuts, folded.length];
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const piece = { start: edges[i] as number, end: edges[i + 1] as number };
    const last = pieces.at(-1);
    if (last && meat(folded, piece) < 4) last.end = piece.end;
    else pieces.push(piece);
  }
  const [first, second] = pieces;
  if (first && second && meat(folded, first) < 4) pieces.splice(0, 2, { start: first.start, end: second.end });
  return pieces;
}

const insideNumber = (text: string, match: RegExpMatchArray): boolean =>
  /^[.,]$/.test(match[0]) &&
  /\d/.test(text.charAt((match.index ?? 0) - 1)) &&
  /\d/.test(text.charAt((match.index ?? 0) + 1));

/** Letters of sense in a piece: a Chinese character counts one, a Latin word two. */
function meat(folded: string, { start, end }: Piece): number {
  const words = folded.slice(start, end).replace(JOINTS, ' ');
  return (words.match(/[\u3400-\u9fff]/g)?.length ?? 0) + 2 * (words.match(/[a-z]+/g)?.length ?? 0);
}

/** Small talk that comes with a matter and is none. */
const COURTESY: ReadonlySet<string> = new Set([
  'greet',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'out_of_scope',
  'help',
  'cancel',
  'human',
]);
const SURE = 0.55;

interface Reading {
  intents: ScoredIntent[];
  confidence: number;
}

/**
 * The matters of a message when it holds two or more of different kind or, for repairs, about different things; else none.
 * `read` classifies a piece with the entities that lie in it.
 */
export function mattersOf(
  text: string,
  folded: string,
  entities: readonly Entity[],
  read: (piece: string, inside: Entity[]) => Reading,
): Matter[] {
  const pieces = piecesOf(folded);
  if (pieces.length < 2 || pieces.length > 12) return [];
  const matters: Matter[] = [];
  for (const piece of pieces) {
    const { end } = piece;
    const start = piece.start + (OPENING.exec(folded.slice(piece.start, end))?.[0].length ?? 0);
    const inside = entities.filter((one) => one.start >= start && one.end <= end);
    const shifted = inside.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
    const { intents, confidence } = read(text.slice(start, end), shifted);
    const name = intents[0]?.name;
    const last = matters.at(-1);
    const sure = name !== undefined && confidence >= SURE && !COURTESY.has(name);
    const visit = last?.intents[0]?.name === 'repair' && asksToCome(folded.slice(start, end).replace(/[?。.!]/g, ' '));
    if (sure && !visit && !(last && same(last, name, inside)))
      matters.push({ text: text.slice(start, end), start, end, intents, entities: inside });
    else if (last)
      Object.assign(last, { text: text.slice(last.start, end), end, entities: [...last.entities, ...inside] });
  }
  return matters.length > 1 ? matters : [];
}

/** A valve belongs to whatever leaks: 「水管漏水，关上阀门还在漏」. */
const VALVE = 'valve';

/** The same matter goes on: the same intent, and not a second fixture of another class. */
function same(last: Matter, name: string, inside: readonly Entity[]): boolean {
  if (last.intents[0]?.name !== name) return false;
  if (name !== 'repair') return true;
  const fixtures = (list: readonly Entity[]): string[] =>
    list.flatMap((one) => (one.type === 'fixture' ? [one.value.key] : []));
  const before = fixtures(last.entities);
  const now = fixtures(inside);
  return before.length === 0 || now.every((key) => key === VALVE) || now.some((key) => before.includes(key));
}
