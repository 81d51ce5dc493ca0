import type { ToldEmergency } from '../desk-state.ts';
import { type DeskTurn, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { tellOfDuty } from '../repair/duty-news.ts';
import { numbersFor } from './numbers.ts';

/** What became of a page, as the office tells it (`records/page-calls.ts`). */
interface PageNews {
  ticketId: string;
  step?: number;
}

type Tell = (turn: DeskTurn, one: ToldEmergency, news: PageNews) => string[];

/**
 * What the resident is told of a page, each thing once. That somebody was notified is said only when a means said so itself;
 * while a person holds the conversation, the desk is silent.
 */
function telling(event: string, tell: Tell): (turn: DeskTurn, value: unknown) => Promise<void> {
  return async (turn, value) => {
    const news = value as PageNews;
    const one = turn.state.emergencies?.find(({ ticketId }) => ticketId === news.ticketId);
    if (!one) return tellOfDuty(turn, event, news.ticketId);
    if (turn.owner === 'staff') return;
    const lines = tell(turn, one, news);
    if (lines.length === 0) return;
    turn.steps.add('answer');
    await reply(turn, lines.join('\n'));
  };
}

/** True the first time; what was told once is not told again. */
function once({ told }: ToldEmergency, what: string): boolean {
  if (told.includes(what)) return false;
  told.push(what);
  return true;
}

const delivered: Tell = (turn, one, { step = 0 }) => {
  const { say } = turn;
  if (one.settled || !once(one, `delivered-${step}`)) return [];
  if (one.kind === 'self-harm') return once(one, 'notified') ? [say('emergency:care.notified')] : [];
  return once(one, 'notified') ? [say('emergency:notified')] : [say('emergency:notifiedAgain'), phoneLine(turn)];
};

const undelivered: Tell = (turn, one) => {
  if (one.settled || one.told.includes('notified') || !once(one, 'not-reached')) return [];
  return [turn.say('emergency:notReached', { numbers: numbersFor(turn, one.kind).join('\n') })];
};

const unanswered: Tell = (turn, one) =>
  one.settled || !once(one, 'still-calling') ? [] : [turn.say('emergency:stillCalling'), phoneLine(turn)];

/** Whoever was told a moment ago that nobody could be reached need not hear it twice. */
const exhausted: Tell = (turn, one) => {
  const known = one.told.includes('not-reached') && !one.told.includes('notified');
  if (one.settled || known || !once(one, 'exhausted')) return [];
  return [turn.say('emergency:exhausted', { numbers: numbersFor(turn, one.kind).join('\n') })];
};

const accepted: Tell = ({ say }, one) => {
  if (!once(one, 'accepted')) return [];
  if (one.settled) return [say('emergency:acceptedSettled')];
  return [say(one.kind === 'self-harm' ? 'emergency:care.accepted' : 'emergency:accepted')];
};

/** What the emergency service listens to. */
export const pageNews = {
  'page.delivered': telling('page.delivered', delivered),
  'page.undelivered': telling('page.undelivered', undelivered),
  'page.unanswered': telling('page.unanswered', unanswered),
  'page.exhausted': telling('page.exhausted', exhausted),
  'page.accepted': telling('page.accepted', accepted),
};
