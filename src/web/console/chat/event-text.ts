import type { LogEntry } from '#console/api.ts';
import { named } from '../text/named.ts';
import type { Words } from '../text/zh-CN.ts';

/** What happened, in one line: handed over, taken, handed back. An event that is not known is shown by its name. */
export function eventText(entry: LogEntry, words: Words): string {
  if (entry.name === 'handoff.initiate') {
    const reason = field(entry.value, 'reason');
    return reason ? `${words.events.initiate} · ${named(words.reasons, reason)}` : words.events.initiate;
  }
  if (entry.name === 'handoff.status') return statusText(entry, words);
  const name = entry.name ?? '';
  const known = words.alarm.events;
  return (Object.hasOwn(known, name) && known[name]) || words.events.other(name);
}

function statusText({ value, fromName }: LogEntry, words: Words): string {
  const who = fromName ?? words.events.somebody;
  const state = field(value, 'state');
  const how = field(value, 'message');
  if (state === 'accepted') return words.events.accepted(who);
  if (state === 'failed') return words.events.failed;
  if (how === 'returned') return words.events.returned(who);
  if (how === 'closed') return words.events.closed(who);
  return words.events.completed;
}

function field(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === 'string' ? found : undefined;
}
