import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#records/clock.ts';
import { recordChecks } from '#records/move-in/checks.ts';
import type { DefectStep } from '#records/move-in/defects.ts';
import { addKeyLine } from '#records/move-in/keys.ts';
import {
  advanceDefectByStaff,
  advanceMoveIn,
  keepFeeSheet,
  type MoveInRules,
  recordPapers,
} from '#records/move-in/move-in.ts';
import type { MoveInStep } from '#records/move-in/rules.ts';
import { ROOT } from '#src/root.ts';
import type { Storage } from '#storage/storage.ts';

/** What the steps of the office are taken with (`../office-steps.ts`). */
interface Office {
  storage: Storage;
  clock: Clock;
  estate: string;
  clerk: { id: string };
}

type Which = { estateId: string; ticketId: string };

/** The rules of the shipped sample estate. */
function shippedRules(): MoveInRules {
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, 'data', file), 'utf8'));
  const { parts } = read('common/move-in.json') as { parts: { letter: string; minimum?: string }[] };
  const { keyRule } = read('estates/qinghu/move-in.json') as { keyRule: { needs: MoveInRules['keyNeeds'] } };
  return { keyNeeds: keyRule.needs, minimum: parts.filter(({ minimum }) => minimum).map(({ letter }) => letter) };
}

/**
 * What the four desks do meanwhile: `@ move-in M20261123-0001 check-identity 原因` takes a step, `… papers letter.term` says what
 * is missing, `… seen letter.term` that it has come, `… inspected` notes every part as fine, `… ledger 李先生` has the keys signed for, `… fee-sheet` makes one out;
 * `@ defect D20261123-0001 rectified` moves a defect on, `… begin 2026-12-01` with the day that was promised.
 */
export async function moveInStep(office: Office, [number = '', step = '', ...words]: string[]): Promise<void> {
  const { storage, clock, estate: estateId, clerk } = office;
  const actor = `staff:${clerk.id}`;
  const rules = shippedRules();
  const which = { estateId, ticketId: await ticketOf(office, number) };
  await storage.transact(async (tx) => {
    const own = OWN_STEPS[step];
    if (own) return own({ tx, which, actor, words, rules, office });
    const wish = { step: step as MoveInStep, actor, reason: words.join(' ') || undefined };
    const done = await advanceMoveIn(tx, which, wish, { rules, clock });
    if (!done || 'refused' in done) throw new Error(`${number} ${step}: ${done?.refused ?? 'no such case'}.`);
  });
}

interface Own {
  tx: Parameters<Parameters<Office['storage']['transact']>[0]>[0];
  which: Which;
  actor: string;
  words: string[];
  rules: MoveInRules;
  office: Office;
}

const OWN_STEPS: Readonly<Record<string, (own: Own) => Promise<void>>> = {
  async papers({ tx, which, actor, words, rules, office }) {
    const done = await recordPapers(tx, which, { seen: [], missing: words, actor }, { rules, clock: office.clock });
    if (!done || 'refused' in done) throw new Error(`Papers: ${done?.refused ?? 'no such case'}.`);
  },
  async seen({ tx, which, actor, words, rules, office }) {
    await recordPapers(tx, which, { seen: words, missing: [], actor }, { rules, clock: office.clock });
  },
  inspected: ({ tx, which, actor, rules, office }) => {
    const checks = rules.minimum.map((letter) => ({ code: `${letter}1`, result: 'pass' as const }));
    return recordChecks(tx, which, { checks, actor }, office.clock.now());
  },
  async ledger({ tx, which, actor, words, office }) {
    const line = { kind: 'door', count: 3, event: 'issued', signer: words[0] ?? '', idChecked: true } as const;
    const done = await addKeyLine(tx, which, { line, actor }, office.clock);
    if ('refused' in done) throw new Error(`Ledger: ${done.refused}.`);
  },
  async 'fee-sheet'({ tx, which, actor, office }) {
    const line = {
      name: '物业服务费',
      basis: '前期物业服务合同',
      unitPrice: 2.8,
      quantity: 90,
      period: '2026年12月',
      amount: 252,
      refundable: false,
      payee: '物业服务中心财务处',
      invoice: '增值税发票',
    };
    await keepFeeSheet(tx, which, { lines: [line], actor }, office.clock.now());
  },
};

/** `@ defect`, as described at {@link moveInStep}. */
export async function defectStep(office: Office, [number = '', step = '', promisedOn]: string[]): Promise<void> {
  const { storage, clock, estate: estateId, clerk } = office;
  const which = { estateId, ticketId: await ticketOf(office, number) };
  const wish = { step: step as DefectStep, actor: `staff:${clerk.id}`, promisedOn };
  const done = await storage.transact((tx) => advanceDefectByStaff(tx, which, wish, clock));
  if (!done) throw new Error(`${number} cannot ${step}.`);
}

async function ticketOf({ storage, estate }: Office, number: string): Promise<string> {
  const query = storage.db.selectFrom('ticket').select('id').where('estate_id', '=', estate);
  return (await query.where('number', '=', number).executeTakeFirstOrThrow()).id;
}
