import { reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { officeFacts } from './office-facts.ts';
import { goodbye, greet, help, thankBack } from './reception.ts';

/** The courtesies of the front desk, and the plain facts of the office. */
export const reception: Service = {
  name: 'reception',
  intents: {
    greet: (turn) => greet(turn),
    help: (turn) => help(turn, false),
    thanks: (turn) => thankBack(turn),
    goodbye: (turn) => goodbye(turn),
    office_enquiry: (turn) => {
      turn.steps.add('answer');
      return reply(turn, officeFacts(turn));
    },
    cancel: (turn) => reply(turn, turn.say('reception:nothingOpen')),
    affirm: (turn) => reply(turn, turn.say('reception:anythingElse')),
    deny: (turn) => thankBack(turn),
  },
  aside: async (turn) =>
    turn.incoming.understood.intents[0]?.name === 'office_enquiry' ? officeFacts(turn) : undefined,
};
