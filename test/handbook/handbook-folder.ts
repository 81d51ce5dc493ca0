import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Estate, type Handbook, openHandbook, type Problem } from '#handbook/handbook.ts';
import { HandbookError } from '#handbook/problem.ts';

/** The handbook that is shipped. */
export const shipped = join(import.meta.dirname, '../../data');

/** A document as its file holds it. */
export type Written = { [key: string]: Written };

/** A copy of the shipped handbook that a test may spoil; `remove` takes it away. */
export interface HandbookFolder {
  readonly dir: string;
  path(file: string): string;
  write(file: string, text: string): void;
  read(file: string): Written;
  /** Alters a document the way a person with an editor does. */
  edit(file: string, change: (document: Written) => void): void;
  remove(): void;
}

export function aHandbookFolder(): HandbookFolder {
  const dir = mkdtempSync(join(tmpdir(), 'handbook-'));
  for (const part of ['common', 'estates']) {
    cpSync(join(shipped, part), join(dir, part), { recursive: true, filter: (from) => !from.endsWith('utterances') });
  }
  const folder: HandbookFolder = {
    dir,
    path: (file) => join(dir, file),
    write: (file, text) => writeFileSync(join(dir, file), text),
    read: (file) => JSON.parse(readFileSync(join(dir, file), 'utf8')),
    edit(file, change) {
      const document = folder.read(file);
      change(document);
      folder.write(file, JSON.stringify(document, null, 2));
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  return folder;
}

/** Why a handbook folder is refused, as `file › key: code`. */
export async function refusalsOf(dir: string): Promise<string[]> {
  return (await problemsOf(dir)).map(({ file, key, code }) => `${file} › ${key}: ${code}`);
}

/** The problems a handbook folder is refused with; none when it opens. */
export async function problemsOf(dir: string): Promise<readonly Problem[]> {
  try {
    const handbook = await openHandbook({ dir, watch: false });
    await handbook.close();
    return [];
  } catch (error) {
    if (error instanceof HandbookError) return error.problems;
    throw error;
  }
}

/** The estate that is shipped, or one like it with other office hours and so on. */
export async function theEstate(changes: Partial<Estate> = {}): Promise<Estate> {
  const handbook = await openHandbook({ dir: shipped, watch: false });
  const estate = handbook.estate('qinghu');
  if (!estate) throw new Error('The shipped handbook has no estate qinghu.');
  return { ...estate, ...changes };
}

/** Resolves when a new version has come into force. */
export function nextChange(handbook: Handbook): Promise<void> {
  return new Promise((resolve) => {
    const stop = handbook.onChange(() => {
      stop();
      resolve();
    });
  });
}
