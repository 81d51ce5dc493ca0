import { Low } from 'lowdb';
import { assemble } from './assemble.ts';
import { type CheckedDocument, checkDocument } from './check-document.ts';
import type { Contents } from './documents.ts';
import { fault, type Problem } from './problem.ts';
import type { JsonReading } from './read-json.ts';
import type { Shelf } from './shelf.ts';

/** Everything on the shelf at one moment. `contents` is absent when any problem is an error. */
export interface Stocktaking {
  readonly marks: ReadonlyMap<string, string>;
  readonly documents: ReadonlyMap<string, CheckedDocument>;
  readonly contents?: Contents | undefined;
  readonly problems: readonly Problem[];
}

/** Reads the shelf, and rereads only what changed since the last time. */
export interface Library {
  readonly shelf: Shelf;
  takeStock(): Promise<Stocktaking>;
}

/** How often a shelf that somebody is still working on is read again before its state is taken as meant. */
const patience = 5;
const pauseMs = 150;

/** A library over a shelf, with nothing read yet. */
export function openLibrary(shelf: Shelf): Library {
  let known: Stocktaking = { marks: new Map(), documents: new Map(), problems: [] };

  async function readOnce(marks: ReadonlyMap<string, string>): Promise<Stocktaking> {
    const files = [...marks.keys()];
    const read = await Promise.all(
      files.map(async (file): Promise<[string, CheckedDocument]> => {
        const before = known.marks.get(file) === marks.get(file) ? known.documents.get(file) : undefined;
        return [file, before && !isOutOfReach(before) ? before : checkDocument(file, await readFrom(shelf, file))];
      }),
    );
    const documents = new Map(read);
    known = { marks, documents, ...assemble(documents) };
    return known;
  }

  /** A refused state is looked at again after a pause: the writer may be in the middle of a file. */
  async function takeStock(): Promise<Stocktaking> {
    try {
      const found = await shelf.list();
      if (sameMarks(found, known.marks) && ![...known.documents.values()].some(isOutOfReach)) return known;
      let stock = await readOnce(found);
      for (let attempt = 0; attempt < patience; attempt++) {
        if (!stock.contents) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        const marks = await shelf.list();
        if (sameMarks(marks, stock.marks)) break;
        stock = await readOnce(marks);
      }
      return stock;
    } catch (error) {
      return { marks: new Map(), documents: known.documents, problems: [outOfReach('', error)] };
    }
  }

  return { shelf, takeStock };
}

/** True when two looks at the shelf saw the same documents in the same versions. */
export function sameMarks(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([file, mark]) => b.get(file) === mark);
}

/** A document of the shelf as lowdb holds it; one that is not there reads as the problem that it is missing. */
export function openDocument(shelf: Shelf, file: string): Low<JsonReading> {
  const reason = { zh: '缺少这个文件', en: 'this file is missing' };
  return new Low<JsonReading>(shelf.adapter(file), {
    value: undefined,
    problems: [fault(file, '', 'missing-file', reason)],
  });
}

async function readFrom(shelf: Shelf, file: string): Promise<JsonReading> {
  const document = openDocument(shelf, file);
  try {
    await document.read();
    return document.data;
  } catch (error) {
    return { value: undefined, problems: [outOfReach(file, error)] };
  }
}

/** Such a document is tried again although its file has not changed. */
function isOutOfReach({ problems }: CheckedDocument): boolean {
  return problems.some(({ code }) => code === 'unreadable');
}

function outOfReach(file: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  const zh = file ? `读不到这个文件（${code}）` : `读不到手册文件夹，要有 common 和 estates 两个子文件夹（${code}）`;
  const en = file
    ? `cannot be read (${code})`
    : `the folder cannot be read; it needs common and estates in it (${code})`;
  return fault(file, '', 'unreadable', { zh, en });
}
