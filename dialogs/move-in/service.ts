import type { Service } from '../service.ts';
import { appointmentForm, endCase, giveSlotBack, keepAll, takeOfferedSlot } from './appointment.ts';
import { events } from './events.ts';
import { moveInForm } from './form.ts';
import { hear, start } from './hear.ts';
import { inspectionForm } from './inspection.ts';
import { ownMoveIn } from './own.ts';
import { tellProgress } from './progress.ts';
import { takeNamedResult } from './recheck.ts';
import { isOneMatter } from './wishes.ts';

/** Moving in (入住、收楼): papers, appointment, the four desks, inspection, fees explained, keys. */
export const moveIn: Service = {
  name: 'move-in',
  forms: [moveInForm, appointmentForm, inspectionForm],
  intents: { move_in: start },
  choices: {
    begin: (_, begin) => begin(moveInForm.name),
    progress: async (turn, _, id = '') => {
      const one = await ownMoveIn(turn, id);
      if (one) await tellProgress(turn, one);
    },
    slot: (turn, _, value) => takeOfferedSlot(turn, value),
    dropSlot: (turn, _, id) => giveSlotBack(turn, id),
    dropCase: (turn, _, id) => endCase(turn, id),
    keep: keepAll,
    passed: (turn, _, id) => takeNamedResult(turn, 'pass', id),
    failed: (turn, _, id) => takeNamedResult(turn, 'fail', id),
  },
  events,
  whole: isOneMatter,
  hear,
};
