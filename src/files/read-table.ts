import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { typeOf } from './type-of.ts';

/** Why a table is not read: of another type, damaged, or larger than any register. */
export type TableFault = 'type' | 'damaged' | 'too-large';

/** A table that is not read. */
export class TableRefusal extends Error {
  readonly fault: TableFault;

  constructor(fault: TableFault) {
    super(`The table is not read: ${fault}.`);
    this.fault = fault;
  }
}

/** More rows than any estate has homes. */
const MOST_ROWS = 200_001;
/** Bytes that a workbook may unfold to. */
const MOST_UNFOLDED = 200 * 1024 * 1024;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Reads a CSV (UTF-8 with or without its mark, UTF-16, or GBK as Chinese Excel saves it; comma, semicolon or tab) or the first
 * sheet of an XLSX, by its content and never by its name. Cells are text.
 * @throws TableRefusal
 */
export async function readTable(bytes: Uint8Array): Promise<string[][]> {
  const type = await typeOf(bytes);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = type === XLSX || isZip ? await readWorkbook(bytes) : readText(bytes, type);
  if (rows.length > MOST_ROWS) throw new TableRefusal('too-large');
  return rows;
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  if (unfoldedSize(bytes) > MOST_UNFOLDED) throw new TableRefusal('too-large');
  try {
    const [sheet] = await readSheets(Buffer.from(bytes));
    return (sheet?.data ?? []).map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  } catch {
    throw new TableRefusal('damaged');
  }
}

function readText(bytes: Uint8Array, type: string | undefined): string[][] {
  if (type !== undefined && !type.startsWith('text/')) throw new TableRefusal('type');
  const text = decode(bytes);
  if (text.includes('\0')) throw new TableRefusal('type');
  const [head = ''] = text.split(/\r?\n/, 1);
  const delimiter = [',', '\t', ';'].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, relax_quotes: true });
  } catch {
    throw new TableRefusal('damaged');
  }
}

/** What is no UTF-8 was saved by a Chinese Excel. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** What the files of an archive say they unfold to, from its table of contents: a bomb is refused before it goes off. */
function unfoldedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 0;
  for (let at = 0; at + 46 <= bytes.byteLength; at++) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b || view.getUint32(at, true) !== 0x02014b50) continue;
    size += view.getUint32(at + 24, true);
  }
  return size;
}
