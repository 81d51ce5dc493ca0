import { expect } from 'chai';
import fc from 'fast-check';
import { logStore, PIECE } from '#web/console/chat/log-store.ts';
import { logEntry } from './sample.ts';

/** A log that the desk has, and a store that reads it. */
function aLog(length: number) {
  const entries = Array.from({ length }, (_, index) =>
    logEntry({ role: 'resident', text: `${index}`, seq: index + 1, at: index }),
  );
  const store = logStore(async ({ after, limit }) => ({
    activities: entries.filter((entry) => entry.seq > after).slice(0, limit),
    lastSeq: entries.length,
  }));
  return {
    store,
    seqs: () => store.state().entries.map((entry) => entry.seq),
    grow: () => {
      const seq = entries.length + 1;
      entries.push(logEntry({ role: 'resident', text: 'new', seq, at: seq }));
      store.heard(seq);
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const stretch = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the log a clerk reads', () => {
  it('begins with the newest hundred and goes back on wish, down to the first word', async () => {
    const { store, seqs } = aLog(250);
    store.open(250);
    await settle();
    expect(seqs()).to.deep.equal(stretch(151, 250));
    store.older();
    await settle();
    store.older();
    await settle();
    expect(seqs()).to.deep.equal(stretch(1, 250));
    store.older();
    await settle();
    expect(seqs()).to.have.length(250);
  });

  it('begins around the message a manager searched for, and reads on to the end', async () => {
    const { store, seqs } = aLog(500);
    store.open(500, 200);
    await settle();
    expect(seqs()).to.include(200).and.not.to.include(500);
    for (let step = 0; step < 5; step += 1) {
      store.newer();
      await settle();
    }
    expect(seqs().at(-1)).to.equal(500);
  });

  it('takes in everything that came while it was still reading', async () => {
    const { store, seqs, grow } = aLog(3);
    store.open(3);
    for (let count = 0; count < 2 * PIECE; count += 1) grow();
    for (let step = 0; step < 6; step += 1) await settle();
    expect(seqs()).to.deep.equal(stretch(1, 3 + 2 * PIECE));
  });

  it('has no gap and nothing twice, whatever happens in which order', async () => {
    const steps = fc.array(fc.constantFrom('older', 'newer', 'grow', 'settle'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 450 }), steps, async (length, order) => {
        const log = aLog(length);
        log.store.open(length);
        for (const step of order) {
          if (step === 'grow') log.grow();
          else if (step === 'settle') await settle();
          else log.store[step]();
        }
        for (let step = 0; step < 8; step += 1) await settle();
        const seqs = log.seqs();
        expect(seqs).to.deep.equal(stretch(seqs[0] ?? 1, log.store.state().newest));
      }),
      { numRuns: 60 },
    );
  });
});
