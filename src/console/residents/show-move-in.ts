import type { Text2 } from '#console/api.ts';
import type { Common, Estate } from '#handbook/handbook.ts';
import type { MoveInCase } from '#records/move-in/case.ts';
import { checksOf, type MoveInCheck, minimumDone } from '#records/move-in/checks.ts';
import { type DefectStep, defectsOf, type MoveInDefect, nextDefectState } from '#records/move-in/defects.ts';
import { isLedgerSigned, type KeyLine, keyLedger } from '#records/move-in/keys.ts';
import type { MoveInRules } from '#records/move-in/move-in.ts';
import { deskProgress } from '#records/move-in/progress.ts';
import { MOVE_IN_STEPS, type MoveInState, type MoveInStep, takeStep } from '#records/move-in/rules.ts';
import { staffNames } from '#records/staff/names.ts';
import type { Db } from '#storage/storage.ts';
import type { MoveInDetail } from './move-in-api.ts';

/** The parts of the handbook that a case is shown with. */
export interface MoveInBooks {
  estate: Pick<Estate, 'moveIn' | 'tariff'>;
  book: NonNullable<Common['moveIn']>;
  rules: MoveInRules;
}

/** Steps that only a manager takes. */
export const DECISIONS: ReadonlySet<MoveInStep> = new Set(['waive-papers', 'allow-keys', 'resume']);

const DEFECT_STEPS: readonly DefectStep[] = ['begin', 'rectified', 'pass', 'fail'];

/** The exception of domain 2.9 that a state is. */
const RULE_OF: Partial<Record<MoveInState, string>> = {
  'papers-missing': 'papers-missing',
  'defects-open': 'defects',
  rectifying: 'rectification-late',
  'recheck-failed': 'recheck-failed',
  'fee-disputed': 'fee-refused',
  absent: 'absent',
  disputed: 'claimed-by-other',
};

/** A case with everything about it that the four desks work with. `actor` is whoever looks. */
export async function toMoveIn(
  db: Db,
  one: MoveInCase,
  { books, actor }: { books: MoveInBooks; actor: string },
): Promise<MoveInDetail> {
  const { book, estate } = books;
  const checks = await checksOf(db, one.ticketId);
  const defects = await defectsOf(db, one.ticketId);
  const ledger = await keyLedger(db, one.ticketId);
  const kind = book.kinds.find(({ key }) => key === one.kind);
  const { exception } = one.facts;
  const signed = Object.values(one.signatures).map(({ by }) => by);
  const names = await staffNames(db, [
    ...ledger.map((line) => line.actor),
    ...signed,
    ...(exception ? [exception.by] : []),
  ]);
  const called = (by: string) => names.get(by) ?? by;
  return {
    caseId: one.ticketId,
    number: one.number,
    estateId: one.estateId,
    state: one.state,
    kind: kind?.name ?? both(one.kind),
    desks: desksOf(one, books).map((desk) => ({ ...desk, by: desk.by && called(desk.by) })),
    slot: one.slot ?? null,
    recheck: one.recheck ?? null,
    papers: papersOf(one, books),
    parts: one.facts.track === 'handover' ? partsOf(book, checks) : [],
    defects: defects.map((defect) => defectOf(defect, book)),
    keys: ledger.map((line) => keyOf({ ...line, actor: called(line.actor) }, book)),
    keyKinds: book.keyKinds.map(({ key, name }) => ({ key, name })),
    keyRule: estate.moveIn.keyRule,
    exception: exception ? { ...exception, by: called(exception.by) } : null,
    fees: one.facts.fees ?? null,
    feeSheet: one.feeSheet?.lines ?? [],
    feeItems: feeItems(books),
    rule: book.exceptions.find(({ key }) => key === RULE_OF[one.state])?.rule ?? null,
    next: nextSteps(one, { books, actor, ledger, minimum: minimumDone(checks.keys(), books.rules) }),
  };
}

function both(text: string): Text2 {
  return { zh: text, en: text };
}

function desksOf(one: MoveInCase, { book, estate }: MoveInBooks): MoveInDetail['desks'] {
  return deskProgress(one, estate.moveIn.order).map(({ desk, status, by, at }) => {
    const known = book.desks.find(({ key }) => key === desk);
    const names = { name: known?.name ?? both(desk), step: known?.step ?? both('') };
    const { takes = [], gives = [], records = [] } = known ?? {};
    return { key: desk, ...names, takes, gives, records, status, by: by ?? null, at: at ?? null };
  });
}

/** What this kind of owner brings, with the points of a letter that are looked at one by one. */
function papersOf({ kind, papers }: MoveInCase, { book }: MoveInBooks): MoveInDetail['papers'] {
  const bring = book.kinds.find(({ key }) => key === kind)?.bring ?? [];
  return bring.flatMap((key) => {
    const paper = book.papers.find((one) => one.key === key);
    if (!paper) return [];
    const points = paper.checks.map((check) => ({ key: `${key}.${check.key}`, name: check.name }));
    return [{ key, name: paper.name }, ...points].map((one) => ({ ...one, state: papers[one.key] ?? null }));
  });
}

function partsOf(book: MoveInBooks['book'], found: Map<string, MoveInCheck>): MoveInDetail['parts'] {
  return book.parts.map(({ letter, name, minimum, checks }) => ({
    letter,
    name,
    minimum: minimum !== undefined,
    checks: checks.map(({ code, name: point }) => ({
      code,
      name: point,
      result: found.get(code)?.result ?? null,
      reason: found.get(code)?.reason ?? null,
    })),
  }));
}

function defectOf(defect: MoveInDefect, { parts }: MoveInBooks['book']): MoveInDetail['defects'][number] {
  const { ticketId, number, code, words, level, state, rounds, promisedOn } = defect;
  const part = parts.find(({ letter }) => code.startsWith(letter));
  const point = part?.checks.find((one) => one.code === code)?.name ?? part?.name ?? both(code);
  const next = DEFECT_STEPS.filter((step) => nextDefectState(defect, step) !== undefined);
  return { id: ticketId, number, code, point, words, level, state, rounds, promisedOn, next };
}

function keyOf(line: KeyLine, { keyKinds }: MoveInBooks['book']): MoveInDetail['keys'][number] {
  const { id, kind, count, event, signer, id_checked, note, actor, at } = line;
  const name = keyKinds.find(({ key }) => key === kind)?.name ?? both(kind);
  return { id, name, count, event, signer, idChecked: id_checked === 1, note, by: actor, at };
}

/** What the estate's own fee sheet lists, in Chinese: it is the language of the paper. */
function feeItems({ estate, book }: MoveInBooks): MoveInDetail['feeItems'] {
  return estate.moveIn.feeSheet.fees.flatMap((line) => {
    const fee = book.fees.find(({ key }) => key === line.fee);
    if (!fee?.collectedByOffice) return [];
    const price = estate.tariff.prices.find(({ key }) => key === line.tariff)?.price ?? null;
    return {
      name: fee.name.zh,
      basis: fee.basis.zh,
      unitPrice: price,
      period: line.period?.zh ?? '',
      refundable: fee.refundable === true,
      payee: line.payee.zh,
      invoice: line.invoice?.zh ?? '',
    };
  });
}

/** Steps that the rules would let through now; one that only wants a reason counts. */
function nextSteps(
  one: MoveInCase,
  about: { books: MoveInBooks; actor: string; ledger: readonly KeyLine[]; minimum: boolean },
): MoveInDetail['next'] {
  const { books, actor, ledger, minimum } = about;
  const circumstances = {
    keyNeeds: books.rules.keyNeeds,
    papersMissing: Object.values(one.papers).includes('missing'),
    ledgerSigned: isLedgerSigned(ledger),
    minimumInspected: minimum,
    actor,
  };
  return MOVE_IN_STEPS.flatMap((step) => {
    const bare = takeStep(one.facts, step, circumstances);
    const reason = 'refused' in bare && bare.refused === 'reason-first';
    return 'facts' in bare || reason ? [{ step, reason, decision: DECISIONS.has(step) }] : [];
  });
}
