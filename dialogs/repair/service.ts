import { FAULT_SHARED } from '#records/cases/faults.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { afterFiling, hearLater } from './later.ts';
import { repairForm } from './repair.ts';

/** Something is broken: reported, visited, mended. */
export const repair: Service = {
  name: 'repair',
  forms: [repairForm],
  intents: { repair: (_, begin) => begin('repair') },
  events: { [FAULT_SHARED]: tellOfMany },
  answer: afterFiling,
  hear: hearLater,
};

/** Whoever reported a fault first hears that many homes have it: the number, and nothing of who they are. */
async function tellOfMany(turn: DeskTurn, value: unknown): Promise<void> {
  const { number, homes } = value as { number: string; homes: number };
  turn.steps.add('answer');
  await reply(turn, turn.say('repair:manyHomes', { number, homes }));
}
