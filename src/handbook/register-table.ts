/** A home as a row of a table has it; `door` is its place on the floor, absent where the room alone names it. */
export interface RowHome {
  readonly row: number;
  readonly building: string;
  readonly unit?: string | undefined;
  readonly floor?: string | undefined;
  readonly door?: string | undefined;
}

/** The columns of a register table. */
export const REGISTER_COLUMNS = ['building', 'unit', 'floor', 'room'] as const;
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number];

/**
 * What is wrong with a row (counted from 1, the heading included). `no-heading`: the table has no column for buildings;
 * `duplicate`: the home stands in row `other` already; `other-floor`: the room is on another floor than the row says.
 */
export interface RowError {
  readonly row: number;
  readonly code: 'no-heading' | 'empty' | 'missing' | 'bad-code' | 'duplicate' | 'other-floor';
  readonly column?: RegisterColumn;
  readonly other?: number;
}

/** Names of the columns as offices write them, the first of each as the template has it. */
export const HEADINGS: Readonly<Record<RegisterColumn, readonly string[]>> = {
  building: ['楼栋', '栋', '栋号', '楼号', '楼', '幢', '楼幢', 'building', 'block', 'tower'],
  unit: ['单元', '单元号', '梯', 'unit', 'entrance', 'stair'],
  floor: ['楼层', '层', '层数', '所在层', 'floor', 'level'],
  room: ['房号', '室', '室号', '房间', '房间号', '门牌', '门牌号', 'room', 'flat', 'apartment', 'door'],
};

const AFTER: Readonly<Record<RegisterColumn, RegExp>> = {
  building: /(号楼|栋|幢|座|楼|号)$/u,
  unit: /(单元|梯|座)$/u,
  floor: /(楼层|层|楼|F)$/u,
  room: /(号房|室|房|号)$/u,
};

/** Signs that a part of an address may be made of. */
const CODE = /^[\p{L}\p{N}]{1,8}$/u;
/** Rooms of so many digits hold their floor: 501, 1203. */
const HOLDS_FLOOR = /^\d{3,5}$/;
const DOOR_DIGITS = 2;

/** The homes of a table, and every row that cannot be used. Rows of nothing are passed over. */
export function readRegisterTable(rows: readonly (readonly string[])[]): { homes: RowHome[]; errors: RowError[] } {
  const headingAt = rows.findIndex((row) => columnsIn(row).building !== undefined);
  const columns = columnsIn(rows[headingAt] ?? []);
  if (headingAt < 0) return { homes: [], errors: [{ row: 1, code: rows.length === 0 ? 'empty' : 'no-heading' }] };
  const homes: RowHome[] = [];
  const errors: RowError[] = [];
  const seen = new Map<string, number>();
  for (const [at, cells] of rows.entries()) {
    if (at <= headingAt || cells.every((cell) => cell.trim() === '')) continue;
    const read = readRow(at + 1, cells, columns);
    if ('code' in read) {
      errors.push(read);
      continue;
    }
    const key = JSON.stringify([read.building, read.unit, read.floor, read.door]);
    const other = seen.get(key);
    if (other === undefined) homes.push(read);
    else errors.push({ row: read.row, code: 'duplicate', other });
    seen.set(key, other ?? read.row);
  }
  if (homes.length + errors.length === 0) errors.push({ row: headingAt + 1, code: 'empty' });
  return { homes, errors };
}

type Columns = Partial<Record<RegisterColumn, number>>;

function columnsIn(row: readonly string[]): Columns {
  const names = row.map((cell) =>
    cell
      .normalize('NFKC')
      .replace(/[\s*（(].*$/u, '')
      .trim()
      .toLowerCase(),
  );
  const found = REGISTER_COLUMNS.map((column) => [column, names.findIndex((name) => HEADINGS[column].includes(name))]);
  return Object.fromEntries(found.filter(([, at]) => at !== -1));
}

function readRow(row: number, cells: readonly string[], columns: Columns): RowHome | RowError {
  const parts: Partial<Record<RegisterColumn, string>> = {};
  for (const column of REGISTER_COLUMNS) {
    const at = columns[column];
    const code = at === undefined ? '' : plain(cells[at] ?? '', column);
    if (code === '') continue;
    if (!CODE.test(code)) return { row, code: 'bad-code', column };
    parts[column] = code;
  }
  const { building, unit, floor, room } = parts;
  if (building === undefined) return { row, code: 'missing', column: 'building' };
  if (room === undefined && columns.room !== undefined) return { row, code: 'missing', column: 'room' };
  const place = floorAndDoor(floor, room);
  return place ? { row, building, unit, ...place } : { row, code: 'other-floor', column: 'room' };
}

/** 3栋, 03 号楼 and 3 are one; what a spreadsheet made of a number is one again. */
function plain(cell: string, column: RegisterColumn): string {
  return cell
    .normalize('NFKC')
    .trim()
    .replace(/\.0+$/, '')
    .replace(/^(building|block|tower|unit|floor|level|room|flat)\s*/iu, '')
    .toUpperCase()
    .replace(AFTER[column], '')
    .replace(column === 'room' ? /\s+/g : /\s+|^0+(?=\d)/g, '');
}

/** 501 on floor 5 is door 01; 1 on floor 5 is 01 too. Undefined when the room is on another floor. */
function floorAndDoor(floor: string | undefined, room: string | undefined) {
  if (room === undefined) return { floor };
  if (floor === undefined) {
    if (!HOLDS_FLOOR.test(room)) return { door: room };
    return { floor: room.slice(0, -DOOR_DIGITS).replace(/^0+(?=\d)/, ''), door: room.slice(-DOOR_DIGITS) };
  }
  if (room.length <= DOOR_DIGITS) return { floor, door: /^\d$/.test(room) ? room.padStart(DOOR_DIGITS, '0') : room };
  const unpadded = room.replace(/^0+(?=\d)/, '');
  return unpadded.startsWith(floor) && unpadded.length > floor.length
    ? { floor, door: unpadded.slice(floor.length) }
    : undefined;
}
