import { localDate } from '#handbook/hours.ts';
import { dwellingByCode } from '#handbook/register.ts';
import { isClaimedByOther, openMoveIn } from '#records/move-in/case.ts';
import { takeSlot } from '#records/move-in/slots.ts';
import { membersOf } from '#records/residents/residents.ts';
import { type Contact, contact } from '../asking/contact.ts';
import type { Form, Question } from '../asking/form.ts';
import { knownOf } from '../asking/known.ts';
import { askWhere, type Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { offerSlots } from './appointment.ts';
import { exceptionWords, inWords, kindNamed } from './book.ts';
import { heed } from './heed.ts';
import { answeredKind, kind, papersText } from './kind.ts';
import { ownMoveIn } from './own.ts';
import { progressCard, tellProgress } from './progress.ts';
import { chosenSlot, free, slot, slotWords, withFreeSlots } from './slot.ts';

const anyPlace = askWhere(() => false);

/** Which home; a public place is none. */
const where: Question = {
  ...anyPlace,
  read(reading) {
    const read = anyPlace.read(reading);
    const isPublic = read && 'value' in read && (read.value as Where).kind === 'common';
    return isPublic ? (reading.asked ? { problem: 'move-in:homeOnly' } : undefined) : read;
  },
};

/** From when until when a tenant rents; nothing else of the lease is asked. */
const lease: Question = {
  key: 'lease',
  kind: 'text',
  needed: ({ kind }) => kind?.value === 'tenant',
  read({ text, asked, understood }) {
    const words = text.trim().slice(0, 80);
    const saysWhen = /\d|[一二三四五六七八九十两半]\s*(年|个?月)|year|month/iu.test(words);
    return asked && saysWhen && !understood.entities.some(({ type }) => type === 'phone')
      ? { value: words, told: words }
      : undefined;
  },
};

/** Taking a home over (收楼), or registering as tenant or new owner of a used home. */
export const moveInForm: Form = {
  name: 'move-in',
  version: 1,
  questions: [kind, where, free, slot, lease, contact],
  known: (turn) => knownOf(turn, { home: false }),
  heed,
  settle,
  file,
};

/** What the records know: the home of whoever is bound to one, homes that are somebody else's case, times that are free. */
async function settle(turn: DeskTurn, answers: Answers): Promise<Answers> {
  const own = answeredKind(answers, turn.common);
  if (own?.track === 'person') {
    await passToPerson(turn, 'asked', { lead: papersText({ ...turn, answers, locale: turn.state.locale }) });
    return answers;
  }
  const known = answers.where ? answers : { ...answers, ...ownHome(turn) };
  if (own?.track !== 'handover') return known;
  if (await isSomebodyElses(turn, known)) {
    await stopForOther(turn);
    return known;
  }
  return withFreeSlots(turn, known, 'handover');
}

function ownHome({ resident, estate, state }: DeskTurn): Answers {
  const [home, ...others] = resident?.homes ?? [];
  const dwelling = home && others.length === 0 ? dwellingByCode(estate, home.unitCode) : undefined;
  if (!dwelling) return {};
  const { code, building, unit, room, text } = dwelling;
  return { where: { value: { kind: 'home', code, building, unit, room }, told: inWords(state.locale, text) } };
}

/** True when the home is another's case, or has owners who are known and this is none of them. */
async function isSomebodyElses({ tx, conversation, resident, clock }: DeskTurn, answers: Answers): Promise<boolean> {
  const home = answers.where?.value as Where | undefined;
  if (home?.kind !== 'home') return false;
  const who = { estateId: conversation.estate_id, unitCode: home.code, conversationId: conversation.id };
  if (await isClaimedByOther(tx.db, { ...who, residentId: conversation.resident_id })) return true;
  const members = await membersOf(tx.db, conversation.estate_id, home.code);
  const now = clock.now();
  const owners = members.filter(({ relation, to_at }) => relation === 'owner' && (to_at === null || to_at > now));
  return owners.length > 0 && !members.some(({ resident_id }) => resident_id === resident?.id);
}

/** Nothing is said of whose it is; a person checks identity. */
async function stopForOther(turn: DeskTurn): Promise<void> {
  await passToPerson(turn, 'policy', { lead: exceptionWords(turn, 'claimed-by-other') });
}

async function file(turn: DeskTurn, answers: Answers): Promise<void> {
  const { tx, clock, say, conversation, estate, state } = turn;
  const own = answeredKind(answers, turn.common);
  const home = answers.where?.value as Where;
  const reach = answers.contact?.value as Contact;
  if (!own || own.track === 'person' || home.kind !== 'home') return;
  const { free: _, ...told } = answers;
  const opened = await openMoveIn(
    tx,
    {
      kind: own.key,
      track: own.track,
      ticket: {
        estateId: conversation.estate_id,
        conversationId: conversation.id,
        residentId: conversation.resident_id ?? undefined,
        date: localDate(estate, clock.now()),
        level: 'ordinary',
        category: own.key,
        unitCode: home.code,
        place: answers.where?.told,
        summary: say('move-in:summary', { who: inWords(state.locale, own.name) }),
        answers: told,
        contactName: reach.name,
        contactPhone: reach.phone,
        actor: 'desk',
      },
    },
    clock,
  );
  turn.steps.add('serve');
  turn.steps.add('thank');
  if (opened.kind === 'claimed') return stopForOther(turn);
  if (opened.kind === 'open-already') return tellOpenAlready(turn, opened.ticketId);
  await sayFiled(turn, opened.ticket.id, { number: opened.ticket.number, answers });
}

async function tellOpenAlready(turn: DeskTurn, ticketId: string): Promise<void> {
  const one = await ownMoveIn(turn, ticketId);
  const lead = turn.say('move-in:openAlready');
  await (one ? tellProgress(turn, one, [lead]) : reply(turn, lead));
}

/** The number, when and where to come, and how to ask for the progress; a time that was just taken is chosen again. */
async function sayFiled(
  turn: DeskTurn,
  ticketId: string,
  { number, answers }: { number: string; answers: Answers },
): Promise<void> {
  const { tx, clock, say, conversation, estate, state } = turn;
  const wished = chosenSlot(answers);
  const one = { ticketId, estateId: conversation.estate_id };
  const wish = { purpose: 'handover', actor: 'resident' } as const;
  const booked = wished ? await takeSlot(tx, one, { ...wish, slot: wished }, clock.now()) : undefined;
  const track = kindNamed(turn.common, answers.kind?.value)?.track ?? 'handover';
  const place = estate.moveIn.place ? inWords(state.locale, estate.moveIn.place) : say('move-in:office');
  const values = { number, where: answers.where?.told ?? '', place };
  const when = wished && booked ? { when: slotWords(turn, wished) } : undefined;
  const card = { channelData: { lobby: { ticket: await progressCard(turn, ticketId) } } };
  if (track === 'registration') return reply(turn, say('move-in:filed.registration', values), card);
  if (when) return reply(turn, say('move-in:filed.booked', { ...values, ...when }), card);
  if (booked === false) return offerSlots(turn, ticketId, say('move-in:filed.lost', values));
  await reply(turn, say('move-in:filed.open', values), card);
}
