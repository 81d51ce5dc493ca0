import { MESSAGES } from '#records/handoffs/messages.ts';
import { REQUEUED } from '#records/handoffs/moves.ts';
import { PLACE_MOVED } from '#records/handoffs/places.ts';
import type { Service } from '../service.ts';
import { passToPerson } from './handoff.ts';
import { leaveMessage, messageForm } from './message.ts';
import { backInQueue, placeMoved } from './place.ts';
import { stillWaiting } from './waiting.ts';

/** A person, always one word away, and a message for when nobody is there. */
export const handoff: Service = {
  name: 'handoff',
  forms: [messageForm],
  intents: { human: (turn) => passToPerson(turn, 'asked') },
  choices: { message: (turn, begin) => leaveMessage(turn, begin) },
  events: {
    [MESSAGES.stillWaiting]: (turn) => stillWaiting(turn),
    [PLACE_MOVED]: placeMoved,
    [REQUEUED]: backInQueue,
  },
};
