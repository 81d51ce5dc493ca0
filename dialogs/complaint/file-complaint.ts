import { localDate } from '#handbook/hours.ts';
import { localTime } from '#handbook/local-time.ts';
import { says } from '#handbook/wording.ts';
import { addTicketEvent, fileTicket } from '#records/cases/tickets.ts';
import type { TicketRow } from '#storage/schema.ts';
import type { Contact } from '../asking/contact.ts';
import type { Answers, Offer } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { passToPerson } from '../handoff/handoff.ts';
import { topics } from '../topics.ts';
import { kindOf } from './category.ts';
import { isAnonymous } from './contact.ts';
import { earlierOf } from './earlier.ts';
import { homeOf, type Place, placeOf } from './place.ts';
import { nightWords, policeNumber } from './side-words.ts';
import { type Severity, type Weight, weigh, wordsOf } from './weigh.ts';
import { whatOf } from './what.ts';

const HOUR = 60 * 60 * 1000;
const LEVELS = {
  ordinary: 'ordinary',
  important: 'urgent',
  major: 'critical',
} as const satisfies Record<Severity, TicketRow['level']>;

/** Files a complaint and says what happens next: times only from the adopted profile, and never whose fault it is. */
export async function fileComplaint(turn: DeskTurn, answers: Answers): Promise<void> {
  const weight = weigh(answers, turn.common);
  const ticket = await put(turn, answers, weight);
  const earlier = earlierOf(answers)?.ticketId;
  if (earlier) {
    const detail = { number: ticket.number };
    await addTicketEvent(turn.tx, earlier, { actor: 'resident', kind: 'complained', detail }, turn.clock.now());
  }
  turn.steps.add('serve');
  turn.steps.add('thank');
  await tellFiled(turn, { answers, weight, ticket });
  if (weight.person !== 'called') return;
  turn.state.offered = undefined;
  await passToPerson(turn, 'escalated', { level: LEVELS[weight.severity], lead: turn.say('complaint:personCalled') });
}

function put(turn: DeskTurn, answers: Answers, weight: Weight): Promise<TicketRow> {
  const { estate, clock, conversation, tx } = turn;
  const reach = answers.contact?.value as Contact | null | undefined;
  return fileTicket(
    tx,
    {
      estateId: conversation.estate_id,
      conversationId: conversation.id,
      service: 'complaint',
      letter: 'C',
      date: localDate(estate, clock.now()),
      level: LEVELS[weight.severity],
      category: kindOf(answers).code ?? undefined,
      unitCode: homeOf(answers),
      place: placeOf(turn, answers, weight.confidential),
      summary: answers.what?.told ?? '',
      answers: kept(turn, answers, weight),
      contactName: reach?.name,
      contactPhone: reach?.phone,
      residentId: isAnonymous(answers) ? null : undefined,
      dueAt: isAnonymous(answers) ? undefined : dueAt(turn),
      answerDueAt: isAnonymous(answers) ? undefined : answerDueAt(turn),
      addressee: weight.goesTo,
      confidential: weight.goesTo === 'company' ? 'company' : weight.confidential,
      actor: 'desk',
    },
    clock,
  );
}

/** The answers as they are kept: of somebody anonymous without their home, and with what they weigh. */
function kept({ say, common, estate, clock }: DeskTurn, answers: Answers, weight: Weight): Answers {
  const { home, where, name: _, first: __, ...rest } = answers;
  const place = where?.value as Place | null | undefined;
  const hidden = isAnonymous(answers);
  const { responsibility } = common.complaint.categories.find(({ code }) => code === kindOf(answers).code) ?? {};
  const told = [say(`complaint:severity.${weight.severity}`), say(`complaint:goesTo.${weight.goesTo}`)];
  // The one in charge of personal data has it the same day (domain 4.1, C18).
  const by = weight.goesTo === 'privacy-officer' ? localTime(estate.office.timeZone, clock.now()).date : undefined;
  return {
    ...rest,
    ...(home && !hidden ? { home } : {}),
    ...(where && !(hidden && place?.own) ? { where } : {}),
    weight: {
      value: { ...weight, responsibility, ...(by ? { by } : {}) },
      told: told.join(say('asking:comma')),
    },
  };
}

/** The first word that was promised; the whole answer where that is the only promise. */
function dueAt(turn: DeskTurn): number | undefined {
  const { complaintFirstFeedbackH: hours } = turn.estate.profile;
  return hours === null ? answerDueAt(turn) : turn.clock.now() + hours * HOUR;
}

function answerDueAt({ estate: { profile }, clock }: DeskTurn): number | undefined {
  const days = profile.complaintReplyDays;
  return days === null ? undefined : clock.now() + days * 24 * HOUR;
}

interface Filed {
  answers: Answers;
  weight: Weight;
  ticket: TicketRow;
}

async function tellFiled(turn: DeskTurn, filed: Filed): Promise<void> {
  const { say, state } = turn;
  const { answers, weight, ticket } = filed;
  const offers = offersFor(turn, filed);
  const repair = offers.some(({ move }) => move === 'complaint.repair');
  const lines = [
    say('complaint:filed', { number: ticket.number, next: nextWords(turn, answers) }),
    ...handedTo(turn, weight),
    ...(kindOf(answers).code === 'C08' ? noiseNext(turn, answers) : []),
    say('complaint:thanks'),
    ...(weight.person === 'offered' ? [say('complaint:personOffered')] : []),
    ...(repair ? [say('complaint:askRepair')] : []),
  ];
  state.offered = offers.length > 0 ? offers : undefined;
  await reply(turn, lines.join('\n'), {
    choices: offers.map(({ label }) => label),
    channelData: { lobby: { ticket: card(turn, answers, ticket) } },
  });
}

/** When the resident hears of it: only what the director has signed. */
function nextWords({ say, estate: { profile } }: DeskTurn, answers: Answers): string {
  if (isAnonymous(answers)) return say('complaint:next.anonymous');
  const { complaintFirstFeedbackH: hours, complaintReplyDays: days } = profile;
  if (hours !== null && days !== null) return say('complaint:next.both', { hours, days });
  if (hours !== null) return say('complaint:next.first', { hours });
  return days === null ? say('complaint:next.soon') : say('complaint:next.reply', { days });
}

function handedTo({ say }: DeskTurn, { goesTo, confidential }: Weight): string[] {
  if (goesTo === 'company') return [say('complaint:toCompany')];
  if (goesTo === 'front-desk') return [];
  const whom = say(`complaint:goesTo.${goesTo}`);
  return [say(confidential ? 'complaint:handedInConfidence' : 'complaint:handedTo', { whom })];
}

/** Staff go and dissuade; the police when it does not stop; whom to ring while it goes on and the office is closed. */
function noiseNext(turn: DeskTurn, answers: Answers): string[] {
  const number = policeNumber(turn);
  const night = answers.ongoing?.value === true ? nightWords(turn) : undefined;
  return [
    number ? turn.say('complaint:dissuadePolice', { number }) : turn.say('complaint:dissuade'),
    ...(night ? [night] : []),
  ];
}

/** Where something broken may lie behind the complaint. */
const BROKEN: ReadonlySet<string> = new Set(['C02', 'C07', 'C13']);

function offersFor({ say, common }: DeskTurn, { answers, weight, ticket }: Filed): Offer[] {
  const broken = whatOf(answers)?.faultClass && BROKEN.has(kindOf(answers).code ?? '');
  const first = !says(wordsOf(answers), common.complaint.again) && !earlierOf(answers);
  const repair = { move: 'complaint.repair', label: say('complaint:alsoRepair'), value: ticket.id };
  return [
    ...(broken && first && weight.person !== 'called' ? [repair] : []),
    ...(weight.person === 'offered' ? topics(say, ['human']) : []),
  ];
}

function card({ say }: DeskTurn, answers: Answers, { number }: TicketRow) {
  const lines = [answers.category?.told ?? '', answers.what?.told ?? ''].filter((line) => line !== '');
  const progress = ['accepted', 'in-progress', 'answered', 'closed'].map((state) => say(`complaint:progress.${state}`));
  return { number, title: say('complaint:title'), lines, at: 0, progress };
}
