import { says } from '#handbook/wording.ts';
import { unbindConversation } from '#records/residents/residents.ts';
import { type DeskTurn, inLanguage, offer, reply } from '../desk-turn.ts';
import type { Service } from '../service.ts';
import { hearCode } from './bind.ts';
import { homesTold } from './homes.ts';
import { FORM_MOVED, hearResume, resume, tellMoved } from './resume.ts';

/** Who is speaking: a conversation is bound to a household by a code from the desk, and unbound at a word. */
export const household: Service = {
  name: 'household',
  choices: {
    unbind,
    keep: (turn) => reply(turn, turn.say('household:kept')),
    resume,
    leave: (turn) => reply(turn, turn.say('household:left')),
  },
  events: { [FORM_MOVED]: tellMoved },
  guard: hearCode,
  async hear(turn, begin) {
    const { text } = turn.incoming;
    const { elsewhere, unbind: unbinds, who, how } = turn.common.wordings.household;
    if (says(text, elsewhere)) return false;
    if (says(text, unbinds)) return said(askToUnbind(turn));
    if (says(text, who)) return said(tellWho(turn));
    if (says(text, how)) return said(tellHow(turn));
    return hearResume(turn, begin);
  },
};

async function said(speaking: Promise<void>): Promise<true> {
  await speaking;
  return true;
}

async function askToUnbind(turn: DeskTurn): Promise<void> {
  const { say } = turn;
  if (!turn.resident) return reply(turn, say('household:notBound'));
  await offer(turn, say('household:unbindAsk'), [
    { move: 'household.unbind', label: say('household:unbindYes'), reply: 'affirm' },
    { move: 'household.keep', label: say('household:unbindNo'), reply: 'deny' },
  ]);
}

async function unbind(turn: DeskTurn): Promise<void> {
  if (!turn.resident) return reply(turn, turn.say('household:notBound'));
  await unbindConversation(turn.tx, turn.conversation, turn.clock.now());
  turn.resident = undefined;
  turn.conversation = { ...turn.conversation, resident_id: null };
  turn.steps.add('serve');
  await reply(turn, turn.say('household:unbound'));
}

async function tellWho(turn: DeskTurn): Promise<void> {
  const { resident, say } = turn;
  if (!resident) return tellHow(turn);
  const { name, homes } = resident;
  turn.steps.add('answer');
  if (homes.length === 0) return reply(turn, say('household:noHomes', { name }));
  await reply(turn, say('household:who', { name, homes: homesTold(turn, homes) }));
}

async function tellHow(turn: DeskTurn): Promise<void> {
  turn.steps.add('answer');
  await reply(turn, turn.say('household:how', { address: inLanguage(turn, turn.estate.office.address) }));
}
