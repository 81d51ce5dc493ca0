import type { SendRequest } from '#console/api.ts';
import { asRefusal, type RefusalCode } from '../api/refusal.ts';

/** A reply on its way: kept until it stands in the log, whatever happens to the line or the page. */
export interface Outgoing extends SendRequest {
  at: number;
  state: 'sending' | 'sent' | 'failed';
  /** Its place in the log, once sent. */
  seq?: number;
  /** Why it was not sent. */
  why?: RefusalCode;
}

/** The replies of one conversation that are on their way. */
export interface OutgoingStore {
  list(): readonly Outgoing[];
  watch(changed: () => void): () => void;
  /** Sends after all that failed before it, which are tried again first. */
  send(message: SendRequest & { at: number }): void;
  /** Sends all that failed again, in their order. */
  again(): void;
  discard(clientId: string): void;
  /** The log has been read up to `seq`: what stands in it is on its way no more. */
  arrived(seq: number): void;
}

type Send = (message: SendRequest) => Promise<{ seq: number }>;

/**
 * Keeps replies in `kept` under `key` and sends one after the other. When one fails, those behind it are not sent either:
 * the resident must not read the second sentence first. What was being sent when the page closed counts as failed; sent
 * again under the same `clientId` it stands once.
 */
export function outgoingStore(key: string, send: Send, kept: Storage): OutgoingStore {
  const watchers = new Set<() => void>();
  let list = readKept(key, kept);
  let sending = false;

  function set(next: Outgoing[]): void {
    list = next;
    if (list.length === 0) kept.removeItem(key);
    else kept.setItem(key, JSON.stringify(list));
    for (const changed of watchers) changed();
  }

  const change = (clientId: string, to: Partial<Outgoing>) =>
    set(list.map((one) => (one.clientId === clientId ? { ...one, ...to } : one)));

  async function work(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let one = nextToSend(); one; one = nextToSend()) {
      try {
        const { seq } = await send({ text: one.text, clientId: one.clientId });
        change(one.clientId, { state: 'sent', seq });
      } catch (error) {
        const { code } = asRefusal(error);
        set(list.map((each) => (each.state === 'sending' ? { ...each, state: 'failed', why: code } : each)));
      }
    }
    sending = false;
  }

  const nextToSend = () => list.find((one) => one.state === 'sending');

  return {
    list: () => list,
    watch: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    send: (message) => {
      set([...retried(list), { ...message, state: 'sending' }]);
      work();
    },
    again: () => {
      set(retried(list));
      work();
    },
    discard: (clientId) => set(list.filter((one) => one.clientId !== clientId)),
    arrived: (seq) => {
      if (list.some((one) => one.seq !== undefined && one.seq <= seq)) {
        set(list.filter((one) => one.seq === undefined || one.seq > seq));
      }
    },
  };
}

function retried(list: readonly Outgoing[]): Outgoing[] {
  return list.map((one) => (one.state === 'failed' ? { ...one, state: 'sending' } : one));
}

function readKept(key: string, kept: Storage): Outgoing[] {
  const list = JSON.parse(kept.getItem(key) ?? '[]') as Outgoing[];
  return list
    .filter((one) => one.state !== 'sent')
    .map((one) => (one.state === 'sending' ? { ...one, state: 'failed', why: 'offline' } : one));
}
