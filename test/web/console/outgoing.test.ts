import { expect } from 'chai';
import { Refusal } from '#web/console/api/refusal.ts';
import { outgoingStore } from '#web/console/chat/outgoing.ts';

const KEY = 'outgoing';
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The browser's storage, in memory. */
function aStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

/** A line to the desk that can be cut. */
function aLine() {
  const arrived: string[] = [];
  const line = { cut: false, arrived };
  const send = async ({ text }: { text: string }) => {
    await settle();
    if (line.cut) throw new Refusal('offline');
    arrived.push(text);
    return { seq: arrived.length };
  };
  return { line, send };
}

const said = (text: string) => ({ text, clientId: text, at: 0 });

describe('a clerk’s reply', () => {
  it('is kept when the line is cut, and arrives in order when sent again', async () => {
    const { line, send } = aLine();
    const outgoing = outgoingStore(KEY, send, aStorage());
    line.cut = true;
    outgoing.send(said('first'));
    outgoing.send(said('second'));
    for (let step = 0; step < 5; step += 1) await settle();
    expect(outgoing.list().map((one) => one.state)).to.deep.equal(['failed', 'failed']);
    expect(line.arrived).to.deep.equal([]);
    line.cut = false;
    outgoing.again();
    for (let step = 0; step < 8; step += 1) await settle();
    expect(line.arrived).to.deep.equal(['first', 'second']);
  });

  it('does not overtake one that failed', async () => {
    const { line, send } = aLine();
    const outgoing = outgoingStore(KEY, send, aStorage());
    line.cut = true;
    outgoing.send(said('first'));
    for (let step = 0; step < 3; step += 1) await settle();
    line.cut = false;
    outgoing.send(said('second'));
    for (let step = 0; step < 8; step += 1) await settle();
    expect(line.arrived).to.deep.equal(['first', 'second']);
  });

  it('is still there after the page was loaded again in the middle of sending', () => {
    const storage = aStorage();
    outgoingStore(KEY, () => new Promise(() => {}), storage).send(said('half way'));
    const [kept] = outgoingStore(KEY, () => new Promise(() => {}), storage).list();
    expect(kept).to.include({ text: 'half way', clientId: 'half way', state: 'failed' });
  });

  it('leaves the list once it stands in the log', async () => {
    const { send } = aLine();
    const storage = aStorage();
    const outgoing = outgoingStore(KEY, send, storage);
    outgoing.send(said('hello'));
    for (let step = 0; step < 3; step += 1) await settle();
    outgoing.arrived(1);
    expect(outgoing.list()).to.deep.equal([]);
    expect(storage.getItem(KEY)).to.equal(null);
  });
});
