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
  const handoff = handoffText(entry, words);
  if (handoff) return handoff;
  const known = words.alarm.events;
  return (Object.hasOwn(known, name) && known[name]) || words.events.other(name);
}

function statusText({ value, fromName }: LogEntry, words: Words): string {
  const who = fromName ?? words.events.somebody;
  const state = field(value, 'state');
  const how = field(value, 'message');
  const by = field(value, 'by') ?? words.events.somebody;
  const note = field(value, 'note');
  const noted = note ? ` · ${words.handoff.noted(note)}` : '';
  if (how === 'pulled') return words.handoff.events.pulled(who);
  if (how === 'taken-over' || how === 'transferred') return words.handoff.events[how](who, by) + noted;
  if (state === 'accepted') return words.events.accepted(who);
  if (state === 'failed') return words.events.failed;
  if (how === 'returned') return words.events.returned(who);
  const outcome = field(value, 'outcome');
  const ended = outcome ? ` · ${named(words.handoff.outcomes, outcome)}` : '';
  if (how === 'closed') return words.events.closed(who) + ended + noted;
  return words.events.completed;
}

function deskName(value: unknown, { lang }: Words): string {
  const { name } = value as { name?: { zh: string; en: string } };
  return (lang === 'en' ? name?.en : name?.zh) ?? '';
}

/** What became of the chat among people, and of answers that they gave for the resident. */
function handoffText({ name, value, text, fromName }: LogEntry, words: Words): string | undefined {
  const { handoff } = words;
  const by = field(value, 'by') ?? words.events.somebody;
  const question = named(words.answers, field(value, 'key') ?? '');
  switch (name) {
    case 'handoff.overdue':
      return named(handoff.overdue, field(value, 'which') ?? '');
    case 'handoff.requeued': {
      if (field(value, 'why') === 'vanished') return handoff.events.vanished(by);
      const note = field(value, 'note');
      return handoff.events.toDesk(deskName(value, words), by) + (note ? ` · ${handoff.noted(note)}` : '');
    }
    case 'form.answer':
      return handoff.asked(fromName ?? words.events.somebody, question, text ?? '');
    case 'form.answered': {
      const told = field(value, 'told');
      return told === undefined ? handoff.notAnswered(question) : handoff.answered(question, told);
    }
  }
  return undefined;
}

function field(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Record<string, unknown>)[key];
  return typeof found === 'string' ? found : undefined;
}
