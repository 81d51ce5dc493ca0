import { reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { goodbye, greet, help, thankBack } from './reception.ts';

/** The courtesies of the front desk. */
export const reception: Service = {
  name: 'reception',
  intents: {
    greet: (turn) => greet(turn),
    help: (turn) => help(turn, false),
    thanks: (turn) => thankBack(turn),
    goodbye: (turn) => goodbye(turn),
    cancel: (turn) => reply(turn, turn.say('reception:nothingOpen')),
    affirm: (turn) => reply(turn, turn.say('reception:anythingElse')),
    deny: (turn) => thankBack(turn),
  },
};
