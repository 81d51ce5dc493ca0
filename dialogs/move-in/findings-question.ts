import type { Question, Read, Reading } from '../asking/form.ts';
import { inWords, type MoveInBook } from './book.ts';
import { addPhotos, correctFindings } from './correct-findings.ts';
import { draftLines, findingLine } from './finding-words.ts';
import { clausesOf, type Draft, missingParts, NOTHING_FOUND, readFindings, settleRest } from './findings.ts';

const DONE =
  /^(好了|行了|(就|暂时就)?(这些|这么多)(了)?|没(有)?(别的|其他的?)?了|(都)?(查|验|看)完了|完了|完成|结束了?|说完了|done|finished|that'?s (all|it|everything)|nothing else|no more)[。.!！]?$/iu;
const REST_FINE =
  /(其他|其它|其余|剩下|别的|全部).{0,6}(没(有)?问题|合格|正常|挺?好)|^(都|全)?(合格|没(有)?问题|正常)[。.!！]?$|\b(everything|all|rest|others?)\b.{0,20}\b(fine|ok|okay|good|pass(ed|es)?)\b/iu;
const REST_UNCHECKED =
  /(其他|其它|其余|剩下|别的).{0,6}没(有)?(来得及)?(查|看|验|测)|\b(rest|others?)\b.{0,20}\bnot (checked|inspected)\b/iu;

/** What was found: told in as many messages as the resident likes, until they say that it is all. */
export const findings: Question = {
  key: 'findings',
  kind: 'text',
  replaces: true,
  long: true,
  read(reading) {
    const book = reading.common.moveIn;
    if (!book) return undefined;
    const told = reading.earlier?.value as Draft | undefined;
    const draft = told ?? (reading.partial as Draft | undefined) ?? NOTHING_FOUND;
    return told ? readLate(reading, book, draft) : readNext(reading, book, draft);
  },
};

/** One more message while the list is open. */
function readNext(reading: Reading, book: MoveInBook, draft: Draft): Read {
  const { text, files, asked, understood } = reading;
  const rest = endOf(reading, book, draft);
  if (rest) return finish(reading, book, rest);
  const corrected = correctFindings(text, draft, book);
  if (corrected === 'no-such') return { problem: 'move-in:inspection.noSuch', partial: draft };
  if (corrected) return goOn(reading, book, { key: 'corrected', draft: corrected, from: 0 });
  const read = readFindings(text, draft, book) ?? (files.length > 0 ? draft : undefined);
  const photos = files.map(({ id }) => id);
  const after = read && photos.length > 0 ? addPhotos(text, read, photos) : read;
  if (read && !after) return { problem: 'move-in:inspection.photoFirst', partial: read };
  if (after?.pending) {
    return { problem: 'move-in:inspection.whichPart', values: { words: after.pending.trim() }, partial: after };
  }
  if (after)
    return goOn(reading, book, { key: 'noted', draft: after, from: photos.length > 0 ? 0 : draft.defects.length });
  if (asked && draft.defects.length > 0 && (understood.reply === 'affirm' || understood.reply === 'deny'))
    return finish(reading, book, draft);
  return undefined;
}

/** The draft that ends the list: all is said, or the rest has one result; undefined while it goes on. */
function endOf({ text, asked, understood }: Reading, book: MoveInBook, draft: Draft): Draft | undefined {
  const { parts } = book;
  if (asked && draft.askedMinimum && understood.reply === 'affirm')
    return settleRest(draft, missingOf(draft, parts), { result: 'pass' });
  const clauses = clausesOf(text);
  const last = clauses.find((clause) => REST_UNCHECKED.test(clause) || REST_FINE.test(clause));
  if (last === undefined) return DONE.test(text.trim()) ? draft : undefined;
  // 「窗户关不严，其他都合格」: what else the message tells comes first.
  const told = clauses.filter((clause) => clause !== last).join('\n');
  const before = told === '' ? draft : (readFindings(told, draft, book) ?? draft);
  const unchecked = REST_UNCHECKED.test(last);
  return settleRest(before, parts, unchecked ? { result: 'unchecked', reason: last } : { result: 'pass' });
}

function missingOf(draft: Draft, parts: MoveInBook['parts']) {
  return parts.filter((part) => missingParts(draft, { parts } as MoveInBook).includes(part));
}

/** Ends the list where every part of the minimum has a result; else asks for those that have none. */
function finish(reading: Reading, book: MoveInBook, draft: Draft): Read {
  const { say, locale } = reading;
  const missing = missingParts(draft, book);
  if (missing.length === 0) return { value: draft, told: ['', ...draftLines({ say, locale }, book, draft)].join('\n') };
  const parts = missing.map(({ name }) => inWords(locale, name)).join(say('asking:semicolon'));
  return { problem: 'move-in:inspection.minimum', values: { parts }, partial: { ...draft, askedMinimum: true } };
}

function goOn(
  { say, locale }: Reading,
  book: MoveInBook,
  { key, draft, from }: { key: 'noted' | 'corrected'; draft: Draft; from: number },
): Read {
  const lines = draft.defects.map((one, at) => findingLine({ say, locale }, book, { one, at })).slice(from);
  if (lines.length === 0) return { problem: 'move-in:inspection.checked', partial: draft };
  return { problem: `move-in:inspection.${key}`, values: { noted: lines.join('\n') }, partial: draft };
}

/** After the summary: corrections by number, one more defect, one more photo. */
function readLate({ text, files, say, locale, understood }: Reading, book: MoveInBook, draft: Draft): Read {
  if (understood.reply !== undefined || understood.ordinal !== undefined) return undefined;
  const corrected = correctFindings(text, draft, book);
  if (corrected === 'no-such') return { problem: 'move-in:inspection.noSuch' };
  const changed =
    corrected ??
    (files.length > 0
      ? addPhotos(
          text,
          draft,
          files.map(({ id }) => id),
        )
      : readFindings(text, draft, book));
  if (!changed) return undefined;
  return { value: changed, told: ['', ...draftLines({ say, locale }, book, changed)].join('\n') };
}
