import { type DeskAnswer, type Envelope, envelope, exchange } from './envelope.ts';
import { bubble, FAILURE_NOTICE } from './phone.ts';
import type { Person, Platform } from './platform.ts';
import { judge, type Verdict } from './verdict.ts';

/** The desk has this long (ms) to answer, and attempts begin this far apart. */
const PATIENCE = 5_000;
const TRIES = 3;
const KF_LASTS = 30 * 60_000;

/** Events of which the resident sees nothing, whatever the desk answers. */
const WITHOUT_REPLY =
  /^(unsubscribe|LOCATION|VIEW|view_miniprogram|.*FINISH|kf_.*|subscribe_msg_.*|user_.*|qualification_.*|naming_.*|annual_renew|verify_expired)$/;

/** A message on its way to the desk. */
export interface Push {
  /** MsgId, or for events what tells them apart. */
  id: string;
  person: Person;
  msgType: string;
  /** The event's name, '' for messages. */
  event: string;
  xml: string;
}

/** One request. `reply` is what the platform made of a 200 answer. */
export interface Attempt {
  /** When it began, ms of the stand-in's clock. */
  at: number;
  outcome: 'answered' | 'timed-out' | 'broken';
  status?: number;
  body?: string;
  reply?: Verdict;
}

/** How a message fared: every attempt (of every copy), and whether a reply came, none was meant to come, or the desk failed. */
export interface Delivery {
  id: string;
  xml: string;
  attempts: Attempt[];
  outcome: 'replied' | 'silent' | 'failed';
}

/** The side of the platform that pushes, with the knobs for what networks do. */
export interface Pushes {
  deliver(push: Push): Promise<Delivery>;
  /** The next message goes out `copies` times at once. */
  duplicate(copies: number): void;
  /** Keeps messages back … */
  hold(): void;
  /** … and lets them go in this order of their being said. Resolves when all were sent. */
  release(order?: readonly number[] | 'reversed'): Promise<void>;
}

/** Pushes of one stand-in. */
export function createPushes(platform: Platform): Pushes {
  let copies = 1;
  let held: (() => void)[] | undefined;
  const deliver = async (push: Push): Promise<Delivery> => {
    const times = copies;
    copies = 1;
    const queue = held;
    if (queue) await new Promise<void>((resolve) => queue.push(resolve));
    const delivery: Delivery = { id: push.id, xml: push.xml, attempts: [], outcome: 'failed' };
    const one = () => runCourse(platform, push, delivery);
    const outcomes = await Promise.all(Array.from({ length: times }, one));
    delivery.outcome =
      outcomes.find((each) => each === 'replied') ?? outcomes.find((each) => each === 'silent') ?? 'failed';
    if (delivery.outcome === 'failed') showFailure(platform, push);
    return delivery;
  };
  const release = async (order: readonly number[] | 'reversed' = []) => {
    const waiting = held ?? [];
    held = undefined;
    const first = order === 'reversed' ? [...waiting.keys()].reverse() : order;
    for (const index of new Set([...first, ...waiting.keys()])) {
      waiting[index]?.();
      await platform.bustle.settle();
    }
  };
  return {
    deliver,
    duplicate(count) {
      copies = count;
    },
    hold() {
      held ??= [];
    },
    release,
  };
}

/** Three attempts, each given five seconds. A body that is no reply ends it: the desk did answer. */
async function runCourse(platform: Platform, push: Push, delivery: Delivery): Promise<Delivery['outcome']> {
  let sealed = seal(platform, push);
  for (let count = 1; count <= TRIES; count += 1) {
    const attempt: Attempt = { at: platform.clock.now(), outcome: 'broken' };
    delivery.attempts.push(attempt);
    // Whether a retry is signed anew is not documented: the second is a copy of the first, the third is new.
    if (count === TRIES) sealed = seal(platform, push);
    await runAttempt(platform, sealed, attempt, delivery.attempts.length);
    if (attempt.status === 200) return take(platform, push, delivery, attempt);
    const rest = attempt.at + PATIENCE - platform.clock.now();
    if (count < TRIES && rest > 0) await new Promise<void>((resolve) => platform.clock.after(rest, resolve));
  }
  return 'failed';
}

function seal({ account, clock }: Platform, { person, xml }: Push): Envelope {
  return envelope(account, xml, { timestamp: Math.floor(clock.now() / 1000), openid: person.openid });
}

async function runAttempt(platform: Platform, sealed: Envelope, attempt: Attempt, turn: number): Promise<void> {
  const { account, bustle, clock } = platform;
  const url = account.deskUrls[(turn - 1) % account.deskUrls.length];
  if (!url) throw new Error('no desk to push to: call pointAt');
  const end = bustle.begin();
  const sent = exchange(url, sealed.query, sealed.body);
  void sent.written.then(end);
  const patience = Promise.withResolvers<'timed-out'>();
  const callOff = clock.after(PATIENCE, () => patience.resolve('timed-out'));
  const result = await Promise.race<DeskAnswer | 'timed-out' | 'broken'>([
    sent.answer.catch(() => 'broken' as const),
    patience.promise,
  ]);
  callOff();
  sent.drop();
  bustle.touch();
  if (typeof result === 'string') attempt.outcome = result;
  else Object.assign(attempt, { outcome: 'answered', status: result.status, body: result.body });
}

/** What a 200 answer does on the phone. */
function take(platform: Platform, push: Push, delivery: Delivery, attempt: Attempt): Delivery['outcome'] {
  const { person, msgType } = push;
  const verdict = judge(platform, { person, msgType }, attempt.body ?? '');
  attempt.reply = verdict;
  if (verdict.kind === 'silent') return 'silent';
  if (verdict.kind === 'malformed') {
    platform.complaints.push(`answer to ${push.event || msgType}: ${verdict.why}`);
    return 'failed';
  }
  if (WITHOUT_REPLY.test(push.event)) {
    platform.complaints.push(`${push.event} takes no reply`);
    return 'silent';
  }
  const before = delivery.attempts.find(
    ({ reply }) => reply !== verdict && (reply?.kind === 'bubble' || reply?.kind === 'transfer'),
  )?.reply;
  if (before) {
    if (contentOf(before) !== contentOf(verdict)) platform.complaints.push(`two different replies to one ${msgType}`);
  } else if (verdict.kind === 'bubble') person.phone.push(verdict.bubble);
  else transfer(platform, push, verdict.account);
  return 'replied';
}

function contentOf(verdict: Verdict): string {
  return verdict.kind === 'bubble' ? JSON.stringify({ ...verdict.bubble, at: 0 }) : verdict.kind;
}

/** From now on the platform's own chat has the resident. Only messages can be handed over. */
function transfer(platform: Platform, { person, event, msgType, xml }: Push, account: string): void {
  if (event) {
    platform.complaints.push('an event was handed over to the kf system');
    return;
  }
  person.kfUntil = platform.clock.now() + KF_LASTS;
  person.kfAccount = account || (platform.account.kfAccounts[0]?.account ?? '');
  person.inbox.push({ type: msgType, text: xml });
  platform.announce(person, 'kf_create_session', { KfAccount: person.kfAccount });
}

function showFailure({ clock }: Platform, { person, event }: Push): void {
  if (!person.following || WITHOUT_REPLY.test(event)) return;
  person.phone.push(bubble(clock.now(), 'notice', FAILURE_NOTICE));
}
