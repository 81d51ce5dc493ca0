import type { Service } from '../service.ts';
import { passToPerson } from './handoff.ts';

/** A person, always one word away. */
export const handoff: Service = {
  name: 'handoff',
  intents: { human: (turn) => passToPerson(turn, 'asked') },
};
