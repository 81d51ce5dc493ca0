import { noticesAt, type TimedNotice } from '#handbook/notices.ts';
import type { Entity, Intent } from '#understanding/recognizer.ts';
import { isQuestion } from '#understanding/turns-of-speech.ts';
import type { KeptMessage, Offer } from '../desk-state.ts';
import { type DeskTurn, offer } from '../desk-turn.ts';
import type { Begin } from '../service.ts';
import { asksOfNotices, saidToBeOff, wantsReport } from './asked.ts';
import { concernsSome, homesOf } from './homes.ts';
import { asSaid, joined, keepReport, reportAfterAll, takeKeptReport } from './kept-report.ts';
import { contactLine, noticeWords, whenWords } from './tell.ts';

const ABOUT: ReadonlySet<Intent | undefined> = new Set(['repair', 'notice_enquiry']);

/**
 * Somebody reports no water, power or lift while a notice says so: they hear the notice first, once, and may still report it.
 * True when it was dealt with here.
 */
export async function outageFirst(turn: DeskTurn, begin: Begin): Promise<boolean> {
  const kept = takeKeptReport(turn);
  const after = kept && joined(kept, turn.incoming);
  if (after && wantsReport(turn) && !namesFault(turn.incoming.understood.entities)) {
    await reportAfterAll(turn, begin, after);
    return true;
  }
  if (after && (await goOnAboutNotice(turn, begin, after))) return true;
  const about = await noticeInForce(turn);
  if (!about) return false;
  const told = turn.state.outage?.told ?? [];
  if (!told.includes(about.one.notice.id)) {
    turn.state.outage = { told: [...told, about.one.notice.id] };
    keepReport(turn, asSaid(turn));
    await tell(turn, about);
    return true;
  }
  if (after) await reportAfterAll(turn, begin, after);
  return after !== undefined;
}

/** Who was just told says which home it is, or asks until when: another home is reported, theirs hears the time once more. */
async function goOnAboutNotice(turn: DeskTurn, begin: Begin, after: KeptMessage): Promise<boolean> {
  const { understood, text } = turn.incoming;
  const all = noticesAt(turn.estate, turn.clock.now());
  const one = all.find(({ notice }) => notice.id === turn.state.outage?.told.at(-1));
  const home = understood.entities.find(({ type }) => type === 'dwelling');
  if (!one || namesFault(understood.entities) || !(home || isQuestion(text))) return false;
  if (!concernsSome(one.notice, await homesOf(turn))) {
    await reportAfterAll(turn, begin, after);
    return true;
  }
  keepReport(turn, after);
  turn.steps.add('answer');
  const words = turn.say(home ? 'notice:yours' : 'notice:until', { when: whenWords(turn, one) });
  await offer(turn, [words, turn.say('notice:stillReport')].join('\n'), offers(turn));
  return true;
}

interface About {
  one: TimedNotice;
  all: readonly TimedNotice[];
  /** True when the resident's home is known to be concerned. */
  known: boolean;
}

/** The notice in force that says the same as the message, unless the message asks. */
async function noticeInForce(turn: DeskTurn): Promise<About | undefined> {
  const { intents } = turn.incoming.understood;
  const stops = ABOUT.has(intents[0]?.name) ? saidToBeOff(turn) : undefined;
  if (!stops || asksOfNotices(turn)) return undefined;
  const all = noticesAt(turn.estate, turn.clock.now());
  const homes = await homesOf(turn);
  const one = all.find(
    ({ notice, standing }) => standing === 'in-force' && notice.stops.includes(stops) && concernsSome(notice, homes),
  );
  return one && { one, all, known: homes.length > 0 || one.notice.affected === 'all' };
}

async function tell(turn: DeskTurn, { one, all, known }: About): Promise<void> {
  const { say } = turn;
  turn.steps.add('answer');
  const words = [
    say('notice:outage'),
    noticeWords(turn, one, all),
    contactLine(turn, [one]),
    say(known ? 'notice:stillReport' : 'notice:elsewhere'),
  ].filter((line) => line !== '');
  await offer(turn, words.join('\n'), offers(turn));
}

function offers({ say }: DeskTurn): Offer[] {
  return [
    { move: 'notice.report', label: say('repair:title') },
    { move: 'notice.seen', label: say('notice:seen') },
  ];
}

function namesFault(entities: readonly Entity[]): boolean {
  return entities.some(({ type }) => type === 'fault' || type === 'fixture');
}
