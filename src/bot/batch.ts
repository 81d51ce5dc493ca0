import type { DeskState } from '#dialogs/desk-state.ts';
import type { ActivityRow, ConversationRow } from '#storage/schema.ts';
import type { Understood } from '#understanding/recognizer.ts';

/** At most this many messages are read as one. */
const MOST = 10;
/** A message longer than this (Chinese characters; a Latin word counts two) stands by itself. */
const FRAGMENT = 12;
/** Whoever complains is let finish: so many quiet times after the last message, at most so long (milliseconds) after the first. */
const COMPLAINT = 3;
const LONGEST = 20_000;

/** Messages in a row that are read as one, and what they say together. */
export interface Batch {
  messages: [ActivityRow, ...ActivityRow[]];
  understood: Understood;
}

/**
 * Reads the messages that wait as one where they may be parts of one saying: 「你好」「我家漏水」「3栋」. Short answers stand
 * alone, each to its question. Danger in any of them counts for all.
 */
export async function readAsOne(
  waiting: readonly [ActivityRow, ...ActivityRow[]],
  state: DeskState,
  read: (text: string) => Promise<Understood>,
): Promise<Batch> {
  const [first, ...others] = waiting;
  const understood = await read(textOf(first));
  if (!isPart(first, understood) || !takesParts(state)) return { messages: [first], understood };
  const messages: Batch['messages'] = [first];
  let danger = understood.emergency;
  for (const next of others.slice(0, MOST - 1)) {
    if (next.type !== 'message') break;
    const alone = await read(textOf(next));
    if (!isPart(next, alone)) break;
    messages.push(next);
    danger ??= alone.emergency;
  }
  if (messages.length === 1) return { messages, understood };
  const together = await read(joined(messages));
  return { messages, understood: danger ? { ...together, emergency: together.emergency ?? danger } : together };
}

/** The words of several messages, each on its line. */
export function joined(messages: readonly ActivityRow[]): string {
  return messages
    .map(textOf)
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/**
 * How much longer (milliseconds) to wait for the rest of a saying; 0 when it is complete as it is: danger, an answer to a
 * question, a photo, or a message of some length.
 */
export function quietLeft(
  { messages, understood }: Batch,
  { owner }: Pick<ConversationRow, 'owner'>,
  state: DeskState,
  { quietMs, now }: { quietMs: number; now: number },
): number {
  const last = messages.at(-1) ?? messages[0];
  if (quietMs === 0 || owner !== 'bot' || understood.emergency || state.open || !isPart(last, understood)) return 0;
  if (state.offered?.some(({ label }) => label === textOf(last).trim())) return 0;
  const complains = understood.intents[0]?.name === 'complaint';
  if (!complains && length(textOf(last)) > FRAGMENT) return 0;
  const until = Math.min(last.at + quietMs * (complains ? COMPLAINT : 1), messages[0].at + LONGEST);
  return Math.max(0, until - now);
}

/** Questions with a fixed set of answers, and offers, take one answer at a time. */
function takesParts({ open }: DeskState): boolean {
  return open?.asking !== 'confirm' && open?.asking !== 'change';
}

function isPart({ type, role, body }: ActivityRow, { reply, ordinal }: Understood): boolean {
  return (
    type === 'message' && role === 'resident' && !body.includes('"attachments"') && !reply && ordinal === undefined
  );
}

/** Words of a message, or those that somebody in the office gave with an event. */
function textOf({ type, role, text }: ActivityRow): string {
  return type === 'message' || role === 'system' ? (text ?? '') : '';
}

function length(text: string): number {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) + 2 * (text.match(/[a-z']+/giu)?.length ?? 0);
}
