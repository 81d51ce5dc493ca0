import { isOpen, timeOfDay } from '#handbook/hours.ts';
import { type DeskTurn, inLanguage, reply } from '../desk-turn.ts';
import { phoneLine } from '../handoff/handoff.ts';
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
  const { say, estate, clock } = turn;
  if (again) {
    const hello = say(`reception:hello.${timeOfDay(estate, clock.now())}`);
    return reply(turn, say('reception:helloAgain', { hello }), { choices: topics(turn) });
  }
  const closed = isOpen(estate, turn.common, clock.now())
    ? []
    : [say('reception:closedNow', { hours: hoursText(turn) })];
  await reply(turn, [greeting(turn), ...closed].join('\n'), { choices: topics(turn) });
}

/** What the desk can do, and how to reach a person. */
export async function help(turn: DeskTurn, within: boolean): Promise<void> {
  const key = within ? 'reception:helpWithin' : 'reception:help';
  await reply(turn, [turn.say(key), phoneLine(turn)].join('\n'), within ? {} : { choices: topics(turn) });
}

/** Thanks are returned, with the trade's goodbye. */
export async function thankBack(turn: DeskTurn): Promise<void> {
  await reply(turn, turn.say('reception:thanks'));
}

/** Goodbye. */
export async function goodbye(turn: DeskTurn): Promise<void> {
  await reply(turn, turn.say('reception:goodbye'));
}

/** Offers what a resident can choose from when nothing else is open; a number chooses too. */
function topics({ state, say }: DeskTurn): string[] {
  const offered = ['repair', 'human'];
  state.offered = offered;
  return offered.map((one) => say(`reception:topic.${one}`));
}
