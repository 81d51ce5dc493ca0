import { expect } from 'chai';
import fc from 'fast-check';
import {
  isInspected,
  MOVE_IN_STEPS,
  type MoveInCircumstances,
  type MoveInFacts,
  type MoveInState,
  stateOf,
  takeStep,
} from '#records/move-in/rules.ts';

const steps = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...MOVE_IN_STEPS.filter((step) => step !== 'cancel')) },
  { weight: 1, arbitrary: fc.constant('cancel' as const) },
);
const mostly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const circumstances: fc.Arbitrary<MoveInCircumstances> = fc.record({
  keyNeeds: fc.subarray<'signed' | 'fees'>(['signed', 'fees']),
  papersMissing: fc.boolean(),
  ledgerSigned: mostly,
  minimumInspected: mostly,
  actor: fc.constantFrom('staff:a', 'staff:b', 'resident'),
  reason: fc.option(fc.constant('因为'), { nil: undefined, freq: 6 }),
});
type Way = [(typeof MOVE_IN_STEPS)[number], MoveInCircumstances][];

/** The ordinary way, so that a walk gets as far as the keys. */
const ORDINARY = [
  'arrive',
  'check-identity',
  'begin-inspection',
  'find-defects',
  'accept-with-list',
  'settle-fees',
  'sign',
  'hand-over-keys',
  'archive',
] as const;

/** Steps at random, among them the ordinary ones in their order. */
const ways: fc.Arbitrary<Way> = fc
  .array(fc.tuple(fc.option(steps, { freq: 2 }), circumstances), { minLength: 20, maxLength: 80 })
  .map((walked) => {
    let next = 0;
    return walked.map(([step, about]) => [step ?? ORDINARY[next++ % ORDINARY.length] ?? 'arrive', about]);
  });
const rectifications = fc.constantFrom(undefined, 'under-way', 'failed', 'passed') as fc.Arbitrary<
  MoveInFacts['rectification']
>;

/** Takes steps as they come; the defects of the case move on by themselves meanwhile. */
function walk(
  track: MoveInFacts['track'],
  way: Way,
  seen: (facts: MoveInFacts, taken: { step: string; about: MoveInCircumstances; before: MoveInFacts }) => void,
  mended: MoveInFacts['rectification'][] = [],
): void {
  let facts: MoveInFacts = { track };
  for (const [at, [step, about]] of way.entries()) {
    const before = facts;
    const result = takeStep(facts, step, about);
    if ('refused' in result) continue;
    facts = result.facts;
    seen(facts, { step, about, before });
    if (facts.inspection === 'defects') facts = { ...facts, rectification: mended[at % Math.max(1, mended.length)] };
  }
}

describe('The rules of moving in', () => {
  it('hand over no keys, whatever staff do, without identity, inspection and a signed ledger line (RS-01)', () => {
    let handedOver = 0;
    fc.assert(
      fc.property(ways, fc.array(rectifications), (way, mended) => {
        walk(
          'handover',
          way,
          (facts, { step, about, before }) => {
            if (step !== 'hand-over-keys') return;
            handedOver += 1;
            expect(before.identity).to.equal('checked');
            expect(isInspected(before)).to.equal(true);
            expect(about.ledgerSigned).to.equal(true);
            expect(facts.keys).to.equal(true);
            const unmet = about.keyNeeds.filter((need) =>
              need === 'signed' ? !before.signed : before.fees !== 'settled',
            );
            if (unmet.length > 0) expect(before.exception?.by).to.be.a('string').and.not.equal(about.actor);
          },
          mended,
        );
      }),
      { numRuns: 3000 },
    );
    expect(handedOver).to.be.above(100);
  });

  it('take no identity as checked while papers are missing, unless somebody else in charge has said so', () => {
    fc.assert(
      fc.property(ways, (way) => {
        walk('handover', way, (_, { step, about, before }) => {
          if (step !== 'check-identity' || !about.papersMissing) return;
          expect(before.papersWaived?.by).to.be.a('string').and.not.equal(about.actor);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('reach the keys by one step only, and never in a registration', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('handover', 'registration') as fc.Arbitrary<MoveInFacts['track']>,
        ways,
        (track, way) => {
          walk(track, way, (facts, { step, before }) => {
            if (facts.keys && !before.keys) expect([track, step]).to.deep.equal(['handover', 'hand-over-keys']);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('let the inspection begin whatever is owed', () => {
    const owing: MoveInFacts = { track: 'handover', arrived: true, identity: 'checked' };
    fc.assert(
      fc.property(fc.constantFrom(undefined, 'disputed', 'settled'), circumstances, (fees, about) => {
        const result = takeStep({ ...owing, fees: fees as MoveInFacts['fees'] }, 'begin-inspection', about);
        expect(result).to.have.property('facts');
      }),
    );
  });

  it('give nothing out of order a reason and nobody the use of their own exception', () => {
    const ready: MoveInFacts = {
      track: 'handover',
      arrived: true,
      identity: 'checked',
      inspection: 'no-defects',
      fees: 'disputed',
      signed: true,
    };
    const about = {
      keyNeeds: ['signed', 'fees'],
      papersMissing: false,
      ledgerSigned: true,
      minimumInspected: true,
    } as const;
    expect(takeStep(ready, 'hand-over-keys', { ...about, actor: 'staff:a' })).to.deep.equal({ refused: 'fees-first' });
    expect(takeStep(ready, 'allow-keys', { ...about, actor: 'staff:boss' })).to.deep.equal({ refused: 'reason-first' });
    const allowed = takeStep(ready, 'allow-keys', { ...about, actor: 'staff:boss', reason: '合同约定' });
    if (!('facts' in allowed)) throw new Error('refused');
    const own = takeStep(allowed.facts, 'hand-over-keys', { ...about, actor: 'staff:boss' });
    expect(own).to.deep.equal({ refused: 'own-exception' });
    const other = takeStep(allowed.facts, 'hand-over-keys', { ...about, actor: 'staff:a' });
    expect(other).to.have.nested.property('facts.keys', true);
  });

  it('can always go on: no way ends where no step is left but in a case that is over', () => {
    const helpful = {
      keyNeeds: ['signed', 'fees'],
      papersMissing: false,
      ledgerSigned: true,
      minimumInspected: true,
      reason: '因为',
    } as const;
    fc.assert(
      fc.property(ways, (way) => {
        walk('handover', way, (facts) => {
          if (facts.archived || facts.aside === 'cancelled') return;
          const next = MOVE_IN_STEPS.filter(
            (step) => 'facts' in takeStep(facts, step, { ...helpful, actor: 'staff:c' }),
          );
          expect(next).to.not.deep.equal([]);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('show every state of domain 2.10 on the way from appointment to filing', () => {
    const about: MoveInCircumstances = {
      keyNeeds: ['signed', 'fees'],
      papersMissing: false,
      ledgerSigned: true,
      minimumInspected: true,
      actor: 'staff:a',
      reason: '因为',
    };
    const states: MoveInState[] = [];
    let facts: MoveInFacts = { track: 'handover' };
    const go = (step: (typeof MOVE_IN_STEPS)[number]) => {
      const result = takeStep(facts, step, about);
      if ('refused' in result) throw new Error(`${step}: ${result.refused}`);
      facts = result.facts;
      states.push(stateOf(facts));
    };
    const mend = (rectification: MoveInFacts['rectification']) => {
      facts = { ...facts, rectification };
      states.push(stateOf(facts));
    };
    states.push(stateOf(facts));
    for (const step of ['arrive', 'find-papers-missing', 'check-identity', 'begin-inspection', 'find-defects'] as const)
      go(step);
    for (const state of ['under-way', 'failed', 'under-way', 'passed'] as const) mend(state);
    for (const step of ['dispute-fees', 'settle-fees', 'sign', 'hand-over-keys', 'archive'] as const) go(step);
    expect(states).to.deep.equal([
      'booked',
      'arrived',
      'papers-missing',
      'identity-checked',
      'inspecting',
      'defects-open',
      'rectifying',
      'recheck-failed',
      'rectifying',
      'recheck-passed',
      'fee-disputed',
      'paying',
      'signing',
      'keys-handed',
      'archived',
    ]);
  });
});
