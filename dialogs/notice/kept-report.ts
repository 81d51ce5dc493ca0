import type { Stopped } from '#handbook/schemas/notices.ts';
import type { Entity } from '#understanding/recognizer.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { KeptMessage } from '../desk-state.ts';
import type { DeskTurn, Incoming } from '../desk-turn.ts';
import type { Begin } from '../service.ts';

/** Keeps a message for a report that may follow, so that nothing in it is asked again. */
export function keepReport({ state }: DeskTurn, report: KeptMessage): void {
  state.outage = { told: state.outage?.told ?? [], report };
}

/** The message that was kept; it waits no longer than for the next one. */
export function takeKeptReport({ state }: DeskTurn): KeptMessage | undefined {
  const report = state.outage?.report;
  if (state.outage) state.outage = { told: state.outage.told };
  return report;
}

/** Begins a report with a message that was kept; without one, with the message at hand. */
export async function reportAfterAll(turn: DeskTurn, begin: Begin, kept = takeKeptReport(turn)): Promise<void> {
  if (kept) {
    const { understood, files } = kept;
    turn.incoming = { ...turn.incoming, text: understood.text, understood, files };
  }
  await begin('repair');
}

/** The message at hand, to be kept. */
export function asSaid({ incoming: { understood, files } }: DeskTurn): KeptMessage {
  return { understood, files };
}

/** A kept message with a new one behind it, read as one. */
export function joined({ understood, files }: KeptMessage, incoming: Incoming): KeptMessage {
  const at = understood.text.length + 1;
  const moved = incoming.understood.entities.map((one) => ({ ...one, start: one.start + at, end: one.end + at }));
  const text = `${understood.text}\n${incoming.text}`;
  const entities = [...understood.entities, ...moved];
  return { understood: { ...understood, text, entities }, files: [...files, ...incoming.files] };
}

/** The fault a stop is, as fault-words.json calls it; a lift or gas that stopped is asked about. */
const FAULTS: Partial<Record<Stopped, string>> = {
  water: 'no-water',
  power: 'no-power',
  heating: 'not-hot',
  network: 'no-signal',
};

/**
 * The message at hand as a report: 「今天停水吗」 would read badly as a fault, so that a question becomes the handbook's word for it,
 * with home and phone as they were said.
 */
export function asReport(turn: DeskTurn, stops: Stopped): KeptMessage {
  const { understood, files, text: asked } = turn.incoming;
  if (!isQuestion(asked)) return asSaid(turn);
  const { reply: _, ordinal: __, ...rest } = understood;
  const fault = faultOf(turn, stops);
  const said = understood.entities.filter(({ type }) => type === 'dwelling' || type === 'phone');
  let text = '';
  const entities = [...(fault ? [fault] : []), ...said].map((one): Entity => {
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? one.text : `${text}\n${one.text}`;
    return { ...one, start, end: start + one.text.length };
  });
  const faultClass = fault?.value.category;
  return { understood: { ...rest, text, entities, faultClass, intents: [REPAIR], band: 'act' }, files };
}

const REPAIR = { name: 'repair', score: 1 } as const;

function faultOf({ common, state }: DeskTurn, stops: Stopped) {
  const fault = common.faultWords.faults.find(({ key }) => key === FAULTS[stops]);
  const label = { zh: fault?.zh[0] ?? '', en: fault?.en[0] ?? '' };
  const text = state.locale === 'en' ? label.en : label.zh;
  if (!fault || !text) return undefined;
  return {
    type: 'fault',
    start: 0,
    end: text.length,
    text,
    value: { key: fault.key, label, category: fault.category },
  } as const;
}
