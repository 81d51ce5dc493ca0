import { hasHours, isOpen, timeOfDay } from '#handbook/hours.ts';
import { type DeskTurn, inLanguage, offer, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
import { topics } from '../topics.ts';
import { hoursText } from './office-facts.ts';

/** First words of all: time of day, the office's name, that this is an automatic assistant, and how to reach a person. */
function greeting(turn: DeskTurn): string {
  const { say, estate, clock } = turn;
  const hello = say(`reception:hello.${timeOfDay(estate, clock.now())}`);
  return say('reception:welcome', { hello, office: inLanguage(turn, estate.office.name) });
}

/** Greets once; a greeting that comes back is answered shortly. */
export async function greet(turn: DeskTurn): Promise<void> {
  const again = turn.state.greeted;
  turn.state.greeted = true;
  turn.steps.add('greet');
  const { say, estate, clock } = turn;
  if (again) {
    const hello = say(`reception:hello.${timeOfDay(estate, clock.now())}`);
    return offer(turn, say('reception:helloAgain', { hello }), topics(say));
  }
  const closed =
    !hasHours(estate) || isOpen(estate, turn.common, clock.now())
      ? []
      : [say('reception:closedNow', { hours: hoursText(turn) })];
  await offer(turn, [greeting(turn), ...closed].join('\n'), topics(say));
}

/** What the desk can do, and how to reach a person. */
export async function help(turn: DeskTurn, within: boolean): Promise<void> {
  turn.steps.add('answer');
  const words = [turn.say(within ? 'reception:helpWithin' : 'reception:help'), phoneLine(turn)].join('\n');
  await (within ? reply(turn, words) : offer(turn, words, topics(turn.say)));
}

/** Thanks are returned, with the trade's goodbye. */
export async function thankBack(turn: DeskTurn): Promise<void> {
  turn.steps.add('thank');
  await reply(turn, turn.say('reception:thanks'));
}

/** Goodbye. */
export async function goodbye(turn: DeskTurn): Promise<void> {
  turn.steps.add('thank');
  await reply(turn, turn.say('reception:goodbye'));
}
