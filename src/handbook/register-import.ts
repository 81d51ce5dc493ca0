import { createHash } from 'node:crypto';
import { compareCodes } from './compare-codes.ts';
import type { Estate, Handbook } from './handbook.ts';
import { describeProblem, type Sentence } from './problem.ts';
import { expandRegister, type Home } from './register-homes.ts';
import { plain } from './register-index.ts';
import { type Manner, type Placed, toLines, type WrittenLine } from './register-lines.ts';
import { type RowError, readRegisterTable } from './register-table.ts';
import { checkUpdate, type DocumentDraft, updateDocument } from './update-document.ts';

/** `replace`: the table is the whole register. `add`: what it lacks stays. */
export type ImportMode = 'replace' | 'add';

/** A change of the register before it is made; `mark` names the table, the mode and the register it was worked out from. */
export interface RegisterPlan {
  readonly rows: number;
  readonly homes: number;
  readonly errors: readonly RowError[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The same home written otherwise: 3-2-0501 as 3-2-501. */
  readonly changed: readonly { from: string; to: string }[];
  /** What else in the handbook would not hold any more. */
  readonly problems: readonly Sentence[];
  readonly mark: string;
}

const fileOf = (estateId: string) => `estates/${estateId}/register.json`;

/** Works out what a table would change in an estate's register; nothing is written. */
export async function planRegister(
  handbook: Handbook,
  estate: Estate,
  { rows, mode }: { rows: readonly (readonly string[])[]; mode: ImportMode },
): Promise<RegisterPlan> {
  const { homes, errors } = readRegisterTable(rows);
  const lines = linesFor(estate, homes, mode);
  const before = expandRegister(estate.register).homes.map(({ code }) => code);
  const after = codesOf(lines);
  const difference = compare(before, after);
  const fits = errors.length === 0;
  const problems = fits ? await checkUpdate(handbook, fileOf(estate.id), write(lines)) : [];
  return {
    rows: homes.length + errors.length,
    homes: after.length,
    errors,
    ...difference,
    problems: problems.map(describeProblem),
    mark: createHash('sha256')
      .update(JSON.stringify([rows, mode, estate.register]))
      .digest('base64url'),
  };
}

/** Puts a plan in force, at once and whole. @throws HandbookError */
export async function importRegister(
  handbook: Handbook,
  estate: Estate,
  { rows, mode }: { rows: readonly (readonly string[])[]; mode: ImportMode },
): Promise<void> {
  const { homes } = readRegisterTable(rows);
  await updateDocument(handbook, fileOf(estate.id), write(linesFor(estate, homes, mode)));
}

/** Every home of an estate as rows of a table, its heading first, sorted as people count. */
export function registerRows({ register }: Pick<Estate, 'register'>): string[][] {
  const homes = expandRegister(register).homes.map(({ building, unit = '', floor = '', room = '' }) => [
    building,
    unit,
    floor,
    room,
  ]);
  return [['楼栋', '单元', '楼层', '房号'], ...homes];
}

function linesFor({ register }: Estate, rows: readonly Placed[], mode: ImportMode): WrittenLine[] {
  const known = expandRegister(register).homes;
  const manners = new Map<string, Manner>(known.map(({ building, line }) => [building, line]));
  const mannerOf = (building: string) => {
    const line = manners.get(building);
    return line && { numbers: line.numbers, naming: line.naming };
  };
  const kept = mode === 'add' ? known : [];
  const all = new Map([...kept, ...rows].map((one): [string, Placed] => [keyOf(one), placeOf(one)]));
  return toLines(sorted([...all.values()]), mannerOf);
}

function placeOf({ building, unit, floor, door }: Home | Placed): Placed {
  return { building, unit, floor, door };
}

function keyOf({ building, unit, floor, door }: Placed): string {
  return [building, unit, floor, door].map((part) => plain(part ?? '')).join('|');
}

function sorted(homes: Placed[]): Placed[] {
  const nameOf = ({ building, unit = '', floor = '', door = '' }: Placed) => [building, unit, floor, door].join('-');
  return homes.sort((a, b) => compareCodes(nameOf(a), nameOf(b)));
}

function write(lines: WrittenLine[]): (draft: DocumentDraft) => void {
  return (draft) => {
    draft.lines = lines;
  };
}

function codesOf(lines: readonly WrittenLine[]): string[] {
  const complete = lines.map((line) => ({ ...line, numbers: line.numbers ?? 'joined', except: line.except ?? [] }));
  return expandRegister({ lines: complete }).homes.map(({ code }) => code);
}

function compare(before: readonly string[], after: readonly string[]) {
  const [old, now] = [new Set(before), new Set(after)];
  const gone = before.filter((code) => !now.has(code));
  const fresh = after.filter((code) => !old.has(code));
  const asPlain = (code: string) => code.split('-').map(plain).join('-');
  const freshly = new Map(fresh.map((code) => [asPlain(code), code]));
  const changed = gone.flatMap((from) => {
    const to = freshly.get(asPlain(from));
    return to === undefined ? [] : [{ from, to }];
  });
  const moved = new Set(changed.flatMap(({ from, to }) => [from, to]));
  return {
    added: fresh.filter((code) => !moved.has(code)),
    removed: gone.filter((code) => !moved.has(code)),
    changed,
  };
}
