import type { Intent } from '#understanding/recognizer.ts';
import type { Form } from './asking/form.ts';
import { complaint } from './complaint/service.ts';
import { emergency } from './emergency/service.ts';
import { enquiry } from './enquiry/service.ts';
import { handoff } from './handoff/service.ts';
import { household } from './household/service.ts';
import { moveIn } from './move-in/service.ts';
import { notice } from './notice/service.ts';
import { privacy } from './privacy/service.ts';
import { reception } from './reception/service.ts';
import { repair } from './repair/service.ts';
import type { Move, Service } from './service.ts';
import { status } from './status/service.ts';
import { suggestion } from './suggestion/service.ts';

/** Every service of the desk, in the order in which each may look at a message. A new one is added here. */
export const services: readonly Service[] = [
  household,
  privacy,
  emergency,
  notice,
  moveIn,
  status,
  suggestion,
  complaint,
  repair,
  enquiry,
  reception,
  handoff,
];

/** Every form the desk offers, by name. */
export const forms: Readonly<Record<string, Form>> = Object.fromEntries(
  services.flatMap(({ forms = [] }) => forms.map((form) => [form.name, form])),
);

const choices = new Map<string, Move>(
  services.flatMap(({ name, choices = {} }) => Object.entries(choices).map(([key, move]) => [`${name}.${key}`, move])),
);

const byIntent = new Map<string, Move>(services.flatMap(({ intents = {} }) => Object.entries(intents)));

/** What to do for an intent, or for an offer named `<service>.<choice>`. */
export function moveFor(name: Intent | string): Move | undefined {
  return choices.get(name) ?? byIntent.get(name);
}

/** Which service listens to an event of the office. */
export function listenerTo(event: string) {
  for (const { events } of services) if (events && Object.hasOwn(events, event)) return events[event];
  return undefined;
}
