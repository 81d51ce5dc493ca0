import { assemble } from './assemble.ts';
import { checkDocument } from './check-document.ts';
import { placeOfDocument } from './documents.ts';
import { type Handbook, insidesOf } from './handbook.ts';
import { type Library, openDocument, type Stocktaking } from './library.ts';
import { fault, HandbookError, type Problem } from './problem.ts';

/** A document as it stands in its file, without the defaults the schema adds. */
export type DocumentDraft = Record<string, unknown>;

/**
 * Changes one document (`estates/qinghu/office.json`) and puts it in force. `change` gets a copy of what the file holds
 * at that moment, edits of other people included, and alters it. The whole handbook is checked
 * with the change before anything is written; the file is replaced at once or not at all, and stays easy to edit by hand.
 * Throws a HandbookError with the reasons when the change is refused. While another document is refused, a good
 * change is kept in its file and comes into force together with the repair of the other.
 */
export async function updateDocument(
  handbook: Handbook,
  file: string,
  change: (draft: DocumentDraft) => void,
): Promise<void> {
  const { library, inTurn, settle } = insidesOf(handbook);
  await inTurn(async () => {
    const { document, draft, refused } = await prepare(library, file, change);
    if (refused.length > 0) throw new HandbookError(refused);
    document.data = { value: draft, problems: [] };
    await document.write();
    settle(await library.takeStock());
  });
}

/** What a change would be refused for; nothing is written. @throws HandbookError when the document cannot be changed at all */
export async function checkUpdate(
  handbook: Handbook,
  file: string,
  change: (draft: DocumentDraft) => void,
): Promise<readonly Problem[]> {
  const { library, inTurn } = insidesOf(handbook);
  return inTurn(async () => (await prepare(library, file, change)).refused);
}

/** The document with the change made in a copy, and what speaks against it. */
async function prepare(library: Library, file: string, change: (draft: DocumentDraft) => void) {
  if (!placeOfDocument(file)) throw new HandbookError([fault(file, '', 'bad-path', noSuchDocument)]);
  const before = await library.takeStock();
  if (before.marks.size === 0) throw new HandbookError(before.problems);
  if (!folderIsThere(before, file)) throw new HandbookError([fault(file, '', 'bad-path', noSuchDocument)]);
  const document = openDocument(library.shelf, file);
  await document.read();
  const broken = document.data.problems.filter(({ code, severity }) => severity === 'error' && code !== 'missing-file');
  if (broken.length > 0) throw new HandbookError(broken);
  const draft = structuredClone(document.data.value ?? {}) as DocumentDraft;
  change(draft);
  return { document, draft, refused: newProblems(before, file, draft) };
}

const noSuchDocument = { zh: '手册里没有这个文件', en: 'the handbook has no such document' };

function folderIsThere({ marks }: Stocktaking, file: string): boolean {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return [...marks.keys()].some((known) => known.startsWith(folder));
}

/** The errors of the changed document and those it causes elsewhere, but not what was wrong elsewhere before. */
function newProblems(before: Stocktaking, file: string, value: unknown): Problem[] {
  const checked = checkDocument(file, { value, problems: [] });
  const after = assemble(new Map(before.documents).set(file, checked)).problems;
  const known = new Set(
    before.problems.filter((problem) => problem.file !== file).map((problem) => JSON.stringify(problem)),
  );
  return after.filter((problem) => problem.severity === 'error' && !known.has(JSON.stringify(problem)));
}
