import type { MoveInCase } from '#records/move-in/case.ts';
import { advanceMoveIn, moveInRules } from '#records/move-in/move-in.ts';
import { dropSlot, type OpenSlot, type SlotPurpose, slotTimes, takeSlot } from '#records/move-in/slots.ts';
import type { Form, Question } from '../asking/form.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, offer, reply } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { topics } from '../topics.ts';
import { heed } from './heed.ts';
import { currentMoveIn, ownMoveIn } from './own.ts';
import { chosenSlot, fewOf, free, freeTimes, slot, slotWords, timesOffered, withFreeSlots } from './slot.ts';

/** Which case and what for: handed in, never asked. */
interface Which {
  ticketId: string;
  purpose: SlotPurpose;
}

const which: Question = { key: 'which', kind: 'text', unasked: true, read: () => undefined };

/** Booking a time, or another one, for a case that is open. */
export const appointmentForm: Form = {
  name: 'move-in:appointment',
  version: 1,
  questions: [which, free, { ...slot, optional: false, choices: timesOffered }],
  heed,
  opening: ({ say }) => say('move-in:appointment.begin'),
  settle: (turn, answers) => withFreeSlots(turn, answers, whichOf(answers).purpose),
  file,
};

function whichOf(answers: Answers): Which {
  return (answers.which?.value as Which | undefined) ?? { ticketId: '', purpose: 'handover' };
}

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { ticketId, purpose } = whichOf(answers);
  const wished = chosenSlot(answers);
  const one = await ownMoveIn(turn, ticketId);
  if (!one || !wished) return reply(turn, turn.say('move-in:appointment.gone'));
  const wish = { purpose, slot: wished };
  const booked = await bookFor(turn, one, wish);
  if (!booked) return offerSlots(turn, ticketId, turn.say('move-in:slotJustTaken'), purpose);
  turn.steps.add('serve');
  await reply(turn, turn.say(`move-in:appointment.${purpose}`, { number: one.number, when: slotWords(turn, wished) }));
}

/** Books at the resident's wish; who did not come and books again goes on from where they were. */
async function bookFor(
  turn: DeskTurn,
  one: MoveInCase,
  wish: { purpose: SlotPurpose; slot: OpenSlot },
): Promise<boolean> {
  const { tx, clock, say, estate, common } = turn;
  const actor = 'resident';
  const booked = await takeSlot(tx, one, { ...wish, actor }, clock.now());
  if (booked && one.facts.aside === 'absent') {
    const step = { step: 'resume', actor, reason: say('move-in:appointment.rebooked') } as const;
    await advanceMoveIn(tx, one, step, { rules: moveInRules(estate, common), clock });
  }
  return booked;
}

/** Starts booking for a case; where no time is free a person finds one. */
export async function beginAppointment(
  turn: DeskTurn,
  begin: Begin,
  one: MoveInCase,
  purpose: SlotPurpose,
): Promise<void> {
  const free = await freeTimes(turn, purpose);
  if (free.length === 0) return offer(turn, turn.say('move-in:appointment.noneFree'), topics(turn.say, ['human']));
  await begin(appointmentForm.name, {
    which: { value: { ticketId: one.ticketId, purpose } satisfies Which, told: '' },
  });
}

/** Offers the next free times of a case as choices. */
export async function offerSlots(
  turn: DeskTurn,
  ticketId: string,
  lead: string,
  purpose: SlotPurpose = 'handover',
): Promise<void> {
  const few = fewOf(await freeTimes(turn, purpose));
  if (few.length === 0) return offer(turn, turn.say('move-in:appointment.noneFree'), topics(turn.say, ['human']));
  const offers = few.map((one) => ({
    move: 'move-in.slot',
    label: slotWords(turn, one),
    value: [purpose, ticketId, one.date, one.time].join(' '),
  }));
  await offer(turn, lead, offers);
}

/** One of the times offered was taken. */
export async function takeOfferedSlot(turn: DeskTurn, value = ''): Promise<void> {
  const [purpose = '', ticketId = '', date = '', time = ''] = value.split(' ');
  const about = purpose === 'recheck' ? 'recheck' : 'handover';
  const { estate, common, clock, say } = turn;
  const open = slotTimes(estate, common, { purpose: about, now: clock.now() });
  const wished = open.find((one) => one.date === date && one.time === time);
  const one = await ownMoveIn(turn, ticketId);
  const booked = one && wished && (await bookFor(turn, one, { purpose: about, slot: wished }));
  if (!one || !wished || !booked) return offerSlots(turn, ticketId, say('move-in:slotJustTaken'), about);
  turn.steps.add('serve');
  await reply(turn, say(`move-in:appointment.${about}`, { number: one.number, when: slotWords(turn, wished) }));
}

/** 「取消收楼」: the appointment only, or the whole matter; one question, since the two differ. */
export async function askWhatToCancel(turn: DeskTurn, one: MoveInCase): Promise<void> {
  const { say } = turn;
  const { number, slot: booked, ticketId } = one;
  const value = ticketId;
  const when = booked ? slotWords(turn, booked) : say('move-in:cancel.noTime');
  await offer(turn, say('move-in:cancel.ask', { number, when }), [
    ...(booked ? [{ move: 'move-in.dropSlot', label: say('move-in:cancel.slot'), value }] : []),
    { move: 'move-in.dropCase', label: say('move-in:cancel.case'), value },
    { move: 'move-in.keep', label: say('move-in:cancel.keep'), value, reply: 'deny' },
  ]);
}

/** Gives the appointment back; the case stays. */
export async function giveSlotBack(turn: DeskTurn, ticketId = ''): Promise<void> {
  const one = await ownMoveIn(turn, ticketId);
  if (one) await dropSlot(turn.tx, one, { purpose: 'handover', actor: 'resident' }, turn.clock.now());
  turn.steps.add('serve');
  await reply(turn, turn.say('move-in:cancel.slotDone', { number: one?.number ?? '' }));
}

/** Ends the whole matter at the resident's wish, as long as no keys are out. */
export async function endCase(turn: DeskTurn, ticketId = ''): Promise<void> {
  const { tx, clock, say, conversation, estate, common } = turn;
  const one = await ownMoveIn(turn, ticketId);
  const about = { rules: moveInRules(estate, common), clock };
  const wish = { step: 'cancel', actor: 'resident' } as const;
  const done = one && (await advanceMoveIn(tx, { estateId: conversation.estate_id, ticketId }, wish, about));
  if (!one || !done || 'refused' in done) return offer(turn, say('move-in:cancel.tooLate'), topics(say, ['human']));
  turn.steps.add('serve');
  await reply(turn, say('move-in:cancel.caseDone', { number: one.number }));
}

/** Nothing is cancelled. */
export async function keepAll(turn: DeskTurn): Promise<void> {
  const one = await currentMoveIn(turn);
  await reply(turn, turn.say('move-in:cancel.kept', { number: one?.number ?? '' }));
}
