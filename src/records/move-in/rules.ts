/** How far a move-in case has come (domain 2.10). */
export type MoveInState =
  | 'booked'
  | 'arrived'
  | 'papers-missing'
  | 'identity-checked'
  | 'inspecting'
  | 'no-defects'
  | 'defects-open'
  | 'rectifying'
  | 'recheck-failed'
  | 'recheck-passed'
  | 'paying'
  | 'fee-disputed'
  | 'signing'
  | 'keys-handed'
  | 'archived'
  | 'handover-refused'
  | 'absent'
  | 'disputed'
  | 'cancelled';

/** What is known and done in a case. Its state follows from them, so that no order of steps can contradict them. */
export interface MoveInFacts {
  /** `registration`: a tenant or the buyer of a used home, who takes nothing over from the developer. */
  track: 'handover' | 'registration';
  arrived?: boolean;
  identity?: 'checked' | 'papers-missing';
  inspection?: 'begun' | 'no-defects' | 'defects';
  rectification?: 'under-way' | 'failed' | 'passed';
  /** The owner takes the home with the list of open defects. */
  withList?: boolean;
  fees?: 'settled' | 'disputed';
  signed?: boolean;
  /** A manager's leave to take papers in although some are missing. */
  papersWaived?: { by: string; reason: string };
  /** The director's leave to hand over keys although the local rule is not met. */
  exception?: { by: string; reason: string };
  keys?: boolean;
  archived?: boolean;
  aside?: 'handover-refused' | 'absent' | 'disputed' | 'cancelled';
}

/** Everything staff, or the resident, can do to a case. */
export const MOVE_IN_STEPS = [
  'arrive',
  'check-identity',
  'find-papers-missing',
  'waive-papers',
  'begin-inspection',
  'find-no-defects',
  'find-defects',
  'accept-with-list',
  'settle-fees',
  'dispute-fees',
  'sign',
  'allow-keys',
  'hand-over-keys',
  'archive',
  'mark-absent',
  'refuse-handover',
  'give-to-director',
  'resume',
  'cancel',
] as const;

/** One of {@link MOVE_IN_STEPS}. */
export type MoveInStep = (typeof MOVE_IN_STEPS)[number];

/** Why a step cannot be taken; each has its own words on the console. */
export type MoveInRefusal =
  | 'case-over'
  | 'set-aside'
  | 'not-for-registration'
  | 'arrive-first'
  | 'papers-first'
  | 'identity-first'
  | 'inspection-first'
  | 'minimum-not-inspected'
  | 'defects-open'
  | 'no-defects-open'
  | 'sign-first'
  | 'fees-first'
  | 'ledger-first'
  | 'keys-first'
  | 'keys-are-out'
  | 'reason-first'
  | 'own-exception'
  | 'done-already';

/** What the rules look at besides the facts. */
export interface MoveInCircumstances {
  /** What the estate wants done before keys, besides what RS-01 always wants. */
  keyNeeds: readonly ('signed' | 'fees')[];
  /** True when papers that were found missing have not come yet. */
  papersMissing: boolean;
  /** True when a ledger line for this home is signed by somebody whose identity was checked. */
  ledgerSigned: boolean;
  /** True when each part of the minimum (RS-03) has a result. */
  minimumInspected: boolean;
  actor: string;
  reason?: string;
}

/** The state that follows from the facts. */
export function stateOf(facts: MoveInFacts): MoveInState {
  const { aside, identity, inspection, rectification, fees } = facts;
  if (facts.archived) return 'archived';
  if (aside) return aside;
  if (facts.keys) return 'keys-handed';
  if (facts.signed) return 'signing';
  if (isInspected(facts) && fees) return fees === 'settled' ? 'paying' : 'fee-disputed';
  if (inspection === 'no-defects') return 'no-defects';
  if (inspection === 'defects') {
    if (rectification === 'passed') return 'recheck-passed';
    if (rectification === 'failed') return 'recheck-failed';
    return rectification === 'under-way' ? 'rectifying' : 'defects-open';
  }
  if (inspection === 'begun') return 'inspecting';
  if (identity) return identity === 'checked' ? 'identity-checked' : 'papers-missing';
  return facts.arrived ? 'arrived' : 'booked';
}

/** True when the inspection has a result that the owner can live with: none found, all mended, or taken with the list. */
export function isInspected({ inspection, rectification, withList }: MoveInFacts): boolean {
  return inspection === 'no-defects' || (inspection === 'defects' && (rectification === 'passed' || withList === true));
}

type Rule = (facts: MoveInFacts, about: MoveInCircumstances) => MoveInRefusal | Partial<MoveInFacts>;

const handoverOnly: Rule = ({ track }) => (track === 'registration' ? 'not-for-registration' : {});
const identityFirst: Rule = ({ identity }) => (identity === 'checked' ? {} : 'identity-first');

/** What each step wants and what it changes. Payment is wanted nowhere before the inspection. */
const RULES: Readonly<Record<MoveInStep, Rule>> = {
  arrive: ({ arrived }) => (arrived ? 'done-already' : { arrived: true }),
  'check-identity': checkIdentity,
  'find-papers-missing': ({ arrived, inspection, keys }) =>
    keys ? 'keys-are-out' : inspection ? 'done-already' : arrived ? { identity: 'papers-missing' } : 'arrive-first',
  'waive-papers': (_, { papersMissing, reason, actor }) => {
    if (!papersMissing) return 'done-already';
    return reason ? { papersWaived: { by: actor, reason } } : 'reason-first';
  },
  'begin-inspection': all(handoverOnly, identityFirst, ({ inspection }) =>
    inspection ? 'done-already' : { inspection: 'begun' },
  ),
  'find-no-defects': all(handoverOnly, identityFirst, ({ inspection }, { minimumInspected }) => {
    if (inspection === 'defects') return 'defects-open';
    if (inspection === 'no-defects') return 'done-already';
    return minimumInspected ? { inspection: 'no-defects' } : 'minimum-not-inspected';
  }),
  'find-defects': all(handoverOnly, identityFirst, ({ inspection, keys }, { minimumInspected }) => {
    if (keys) return 'keys-are-out';
    if (inspection === 'defects') return 'done-already';
    return minimumInspected ? { inspection: 'defects' } : 'minimum-not-inspected';
  }),
  'accept-with-list': ({ inspection, withList, rectification }, { reason }) => {
    if (inspection !== 'defects' || rectification === 'passed') return 'no-defects-open';
    return withList ? 'done-already' : reason ? { withList: true } : 'reason-first';
  },
  'settle-fees': all(handoverOnly, inspectionFirst, ({ fees }) =>
    fees === 'settled' ? 'done-already' : { fees: 'settled' },
  ),
  'dispute-fees': all(handoverOnly, ({ fees }, { reason }) =>
    fees === 'settled' ? 'done-already' : reason ? { fees: 'disputed' } : 'reason-first',
  ),
  sign: all(identityFirst, inspectionFirst, ({ signed }) => (signed ? 'done-already' : { signed: true })),
  'allow-keys': all(handoverOnly, ({ keys }, { reason, actor }) =>
    keys ? 'done-already' : reason ? { exception: { by: actor, reason } } : 'reason-first',
  ),
  'hand-over-keys': all(handoverOnly, identityFirst, inspectionFirst, handOverKeys),
  archive: (facts) => (closable(facts) ? { archived: true } : facts.track === 'handover' ? 'keys-first' : 'sign-first'),
  'mark-absent': ({ arrived }) => (arrived ? 'done-already' : { aside: 'absent' }),
  'refuse-handover': all(handoverOnly, ({ inspection, keys }, { reason }) => {
    if (keys) return 'keys-are-out';
    return inspection ? (reason ? { aside: 'handover-refused' } : 'reason-first') : 'inspection-first';
  }),
  'give-to-director': (_, { reason }) => (reason ? { aside: 'disputed' } : 'reason-first'),
  resume: (_, { reason }) => (reason ? { aside: undefined } : 'reason-first'),
  cancel: ({ keys }) => (keys ? 'keys-are-out' : { aside: 'cancelled' }),
};

/** Takes a step: the facts after it, or why it cannot be. Nothing that was handed in is changed. */
export function takeStep(
  facts: MoveInFacts,
  step: MoveInStep,
  about: MoveInCircumstances,
): { facts: MoveInFacts } | { refused: MoveInRefusal } {
  if (facts.archived || facts.aside === 'cancelled') return { refused: 'case-over' };
  if (step === 'resume' && !facts.aside) return { refused: 'done-already' };
  const isBack = step === 'resume' || step === 'cancel' || (facts.aside === 'absent' && step === 'arrive');
  if (facts.aside && !isBack) return { refused: 'set-aside' };
  const changed = RULES[step](facts, about);
  if (typeof changed === 'string') return { refused: changed };
  const after = { ...facts, ...(isBack && step === 'arrive' ? { aside: undefined } : {}), ...changed };
  return { facts: after };
}

/** Identity counts once every paper is there, or a manager has said that it may wait; nobody uses the leave they gave. */
function checkIdentity(facts: MoveInFacts, about: MoveInCircumstances): MoveInRefusal | Partial<MoveInFacts> {
  const { arrived, identity, papersWaived } = facts;
  if (identity === 'checked') return 'done-already';
  if (!arrived) return 'arrive-first';
  if (!about.papersMissing) return { identity: 'checked' };
  if (!papersWaived) return 'papers-first';
  return papersWaived.by === about.actor ? 'own-exception' : { identity: 'checked' };
}

/** RS-01 and the estate's own rule, which the director may waive; nobody uses the leave they gave. */
function handOverKeys(facts: MoveInFacts, about: MoveInCircumstances): MoveInRefusal | Partial<MoveInFacts> {
  if (facts.keys) return 'done-already';
  if (!about.ledgerSigned) return 'ledger-first';
  const unmet = about.keyNeeds.find((need) => (need === 'signed' ? !facts.signed : facts.fees !== 'settled'));
  if (unmet && facts.exception) return facts.exception.by === about.actor ? 'own-exception' : { keys: true };
  if (unmet) return unmet === 'signed' ? 'sign-first' : 'fees-first';
  return { keys: true };
}

function inspectionFirst(facts: MoveInFacts): MoveInRefusal | Partial<MoveInFacts> {
  if (facts.track === 'registration' || isInspected(facts)) return {};
  return facts.inspection === 'defects' ? 'defects-open' : 'inspection-first';
}

function closable({ track, keys, signed }: MoveInFacts): boolean {
  return track === 'handover' ? keys === true : signed === true;
}

/** Rules one after the other: the first refusal counts, else all their changes. */
function all(...rules: Rule[]): Rule {
  return (facts, about) => {
    let changes: Partial<MoveInFacts> = {};
    for (const rule of rules) {
      const result = rule(facts, about);
      if (typeof result === 'string') return result;
      changes = { ...changes, ...result };
    }
    return changes;
  };
}
