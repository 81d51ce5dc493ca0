import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonDocuments, estateDocuments, isEstateId } from './documents.ts';
import { blankFacts } from './knowledge.ts';
import { readJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/** What stands in a blank document where an office has to write something first; `npm run handbook -- check` looks for it. */
export const UNFILLED = /请填写|to be filled in/;

/** A new estate, and where its documents come from and go to. */
export interface NewEstate {
  /** Name of its folder. */
  id: string;
  /** The handbook it becomes part of. */
  dir: string;
  /** The handbook that is shipped: its `blank/` holds the templates, its `common/` serves where the handbook has none. */
  shipped: string;
  name?: { zh: string; en: string };
}

/** Why no estate was made. */
export class BlankError extends Error {
  readonly code: 'bad-id' | 'exists';

  constructor(code: BlankError['code']) {
    super(code);
    this.code = code;
  }
}

/** What was written, relative to the handbook. */
export interface Written {
  files: string[];
  /** True when the handbook had no `common/` and was given the shipped one. */
  common: boolean;
}

/**
 * Writes the blank documents of a new estate, all or none, and never over what is there. The folder appears whole, so that
 * a desk that is running never sees half of it.
 * @throws BlankError, or the system's error when the folder cannot be written
 */
export function writeBlankEstate({ id, dir, shipped, name }: NewEstate): Written {
  if (!isEstateId(id)) throw new BlankError('bad-id');
  const folder = join(dir, 'estates', id);
  if (existsSync(folder)) throw new BlankError('exists');
  const common = !existsSync(join(dir, 'common'));
  if (common) cpSync(join(shipped, 'common'), join(dir, 'common'), { recursive: true });
  const making = join(dir, 'estates', `.${id}-new`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const documents = Object.entries(blankDocuments(id, { dir, shipped, name }));
  for (const [file, value] of documents) writeFileSync(join(making, `${file}.json`), writeJson(value));
  cpSync(join(shipped, 'blank', 'README.md'), join(making, 'README.md'));
  renameSync(making, folder);
  return {
    files: [...documents.map(([file]) => `${file}.json`), 'README.md'].map((file) => `estates/${id}/${file}`),
    common,
  };
}

/** Every document of an estate that is being set up, by name; what has no template of its own is empty. */
function blankDocuments(id: string, { dir, shipped, name }: Omit<NewEstate, 'id'>): Record<string, unknown> {
  const template = (file: string) => readOwn(join(shipped, 'blank', `${file}.json`));
  const office = { ...template('office'), id, ...(name && { name }) };
  const knowledge = commonDocuments.knowledge.safeParse(readOwn(join(dir, 'common', 'knowledge.json')) ?? {});
  const facts = knowledge.success ? blankFacts({ knowledge: knowledge.data }) : {};
  const documents = Object.entries(estateDocuments).map(([file, schema]): [string, unknown] => [
    file,
    template(file) ?? schema.safeParse({}).data ?? {},
  ]);
  return { ...Object.fromEntries(documents), office, facts };
}

function readOwn(path: string): object | undefined {
  return existsSync(path) ? (readJson(path, readFileSync(path, 'utf8')).value as object) : undefined;
}
