import type { MoveInCase } from './case.ts';
import { isInspected, type MoveInFacts } from './rules.ts';

/** What is still to be done at each desk, in the estate's order (RS-02): done and by whom, open now, or later. */
export interface DeskProgress {
  desk: string;
  status: 'done' | 'now' | 'later';
  by?: string;
  at?: number;
}

/** The four desks of a case in order; a desk is done when what it does is done, whether or not somebody signed there. */
export function deskProgress(one: Pick<MoveInCase, 'facts' | 'signatures'>, order: readonly string[]): DeskProgress[] {
  const { facts, signatures } = one;
  const desks = facts.track === 'handover' ? order : order.filter((desk) => REGISTRATION.has(desk));
  const open = desks.find((desk) => !isDeskDone(facts, desk));
  return desks.map((desk) => {
    const status = isDeskDone(facts, desk) ? 'done' : desk === open ? 'now' : 'later';
    return { desk, status, ...(signatures[desk] ?? {}) };
  });
}

const REGISTRATION: ReadonlySet<string> = new Set(['reception', 'service']);

function isDeskDone(facts: MoveInFacts, desk: string): boolean {
  if (desk === 'reception') return facts.identity === 'checked';
  if (desk === 'guides') return isInspected(facts);
  if (desk === 'cashier') return facts.fees === 'settled' || (facts.exception !== undefined && facts.keys === true);
  return facts.track === 'handover' ? facts.keys === true : facts.signed === true;
}
