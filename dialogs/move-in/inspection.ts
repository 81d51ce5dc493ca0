import { localDate } from '#handbook/hours.ts';
import type { MoveInCase } from '#records/move-in/case.ts';
import { type MoveInCheck, recordChecks } from '#records/move-in/checks.ts';
import { fileDefect, followDefects, type MoveInDefect } from '#records/move-in/defects.ts';
import { advanceMoveIn, moveInRules } from '#records/move-in/move-in.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import type { Form, Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { topics } from '../topics.ts';
import { exceptionWords, inWords, type MoveInBook } from './book.ts';
import { codeWords, findingLine } from './finding-words.ts';
import { type Draft, NOTHING_FOUND, readFindings } from './findings.ts';
import { findings } from './findings-question.ts';
import { heed } from './heed.ts';
import { ownMoveIn } from './own.ts';

/** The case that is inspected: handed in, never asked. */
const which: Question = { key: 'which', kind: 'text', unasked: true, read: () => undefined };

/** The inspection as the resident tells it: at their own pace, in their own words, point by point or all at once. */
export const inspectionForm: Form = {
  name: 'move-in:inspection',
  version: 1,
  questions: [which, findings],
  heed,
  opening,
  note,
  file,
};

/** What the very first message tells is noted at once. */
function opening({ say, common, incoming, state }: DeskTurn, answers: Answers): string {
  const book = answers.findings ? undefined : common.moveIn;
  const found = book && readFindings(incoming.text, NOTHING_FOUND, book);
  if (!book || !found || found.defects.length === 0) return say('move-in:inspection.begin');
  const about = { say, locale: state.locale };
  const lines = found.defects.map((one, at) => findingLine(about, book, { one, at }));
  return [say('move-in:inspection.begin'), say('move-in:inspection.firstNoted', { noted: lines.join('\n') })].join(
    '\n',
  );
}

/** Below the summary: what to do about what is serious, and who answers for defects. */
function note({ common, state, say }: DeskTurn, answers: Answers): string | undefined {
  const { defects } = (answers.findings?.value ?? NOTHING_FOUND) as Draft;
  const serious = defects.some(({ level }) => level === 'serious');
  const advice = serious ? common.moveIn?.levels.find(({ key }) => key === 'serious')?.advice : undefined;
  if (defects.length === 0) return undefined;
  return [say('move-in:inspection.proposed'), ...(advice ? [inWords(state.locale, advice)] : [])].join('\n');
}

/** Starts the inspection of a case where it may be: after identity, before the keys. */
export async function beginInspection(turn: DeskTurn, begin: Begin, one: MoveInCase): Promise<void> {
  const { say } = turn;
  const { facts } = one;
  if (facts.track === 'registration') return reply(turn, say('move-in:inspection.notHere'));
  if (facts.keys) return offer(turn, say('move-in:inspection.afterKeys'), topics(say, ['repair', 'human']));
  if (facts.aside) return offer(turn, say('move-in:inspection.setAside'), topics(say, ['human']));
  if (facts.identity !== 'checked') return reply(turn, say('move-in:inspection.identityFirst'));
  await begin(inspectionForm.name, { which: { value: one.ticketId, told: '' } });
}

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { say, common } = turn;
  const one = await ownMoveIn(turn, String(answers.which?.value ?? ''));
  const draft = (answers.findings?.value ?? NOTHING_FOUND) as Draft;
  const book = common.moveIn;
  if (!one || !book) return offer(turn, say('move-in:inspection.gone'), topics(say, ['human']));
  const filed = await fileFindings(turn, one, { draft, book });
  turn.steps.add('serve');
  if (filed.length === 0) return reply(turn, say('move-in:inspection.filedNone', { number: one.number }));
  const lines = filed.map(({ number, words }) => say('move-in:defect.line', { number, words }));
  const says = exceptionWords(turn, 'defects');
  const owner = says ? [says] : [];
  const head = say('move-in:inspection.filed', { count: filed.length });
  await reply(turn, [head, ...lines, ...owner, say('move-in:inspection.filedNext')].join('\n'));
}

async function fileFindings(
  turn: DeskTurn,
  one: MoveInCase,
  { draft, book }: { draft: Draft; book: MoveInBook },
): Promise<MoveInDefect[]> {
  const { tx, clock, estate, say, state } = turn;
  const which = { estateId: one.estateId, ticketId: one.ticketId };
  const actor = 'resident';
  const date = localDate(estate, clock.now());
  await step(turn, one, 'begin-inspection');
  const filed: MoveInDefect[] = [];
  for (const { code, words, level, files } of draft.defects) {
    const told = codeWords({ say, locale: state.locale }, book, code);
    filed.push(await fileDefect(tx, one, { defect: { code, words, level, told, files }, date, actor }, clock));
  }
  const checks: MoveInCheck[] = Object.entries(draft.checks).map(([code, check]) => ({ code, ...check }));
  checks.push(...draft.defects.map(({ code }) => ({ code, result: 'defect' as const })));
  await recordChecks(tx, which, { checks, actor }, clock.now());
  if (filed.length === 0) return filed;
  await step(turn, one, 'find-defects');
  const now = await ownMoveIn(turn, one.ticketId);
  if (now) await followDefects(tx, now, { actor, of: filed.map(({ number }) => number).join(' ') }, clock.now());
  return filed;
}

/** A step on the resident's word; one that was taken before, by the guide for instance, stays as it is. */
async function step({ tx, clock, estate, common }: DeskTurn, one: MoveInCase, wished: MoveInStep): Promise<void> {
  const which = { estateId: one.estateId, ticketId: one.ticketId };
  await advanceMoveIn(tx, which, { step: wished, actor: 'resident' }, { rules: moveInRules(estate, common), clock });
}
