import { FAULT_SHARED } from '#records/cases/faults.ts';
import type { Understood } from '#understanding/recognizer.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Begin, Service } from '../service.ts';
import { afterFiling, hearLater } from './later.ts';
import { repairForm } from './repair.ts';

/** Something is broken: reported, visited, mended. */
export const repair: Service = {
  name: 'repair',
  forms: [repairForm],
  intents: { repair: (_, begin) => begin('repair') },
  choices: { priced: (turn, begin, value) => reportPriced(turn, begin, value) },
  events: { [FAULT_SHARED]: tellOfMany },
  answer: afterFiling,
  hear: hearLater,
};

/** After the price of a job: the report, from the words that asked for it. */
async function reportPriced(turn: DeskTurn, begin: Begin, value = ''): Promise<void> {
  const understood = JSON.parse(value) as Understood;
  turn.incoming = { ...turn.incoming, text: understood.text, understood };
  await begin('repair');
}

/** Whoever reported a fault first hears that many homes have it: the number, and nothing of who they are. */
async function tellOfMany(turn: DeskTurn, value: unknown): Promise<void> {
  const { number, homes } = value as { number: string; homes: number };
  turn.steps.add('answer');
  await reply(turn, turn.say('repair:manyHomes', { number, homes }));
}
