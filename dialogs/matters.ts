import type { Matter, Understood } from '#understanding/recognizer.ts';
import { type DeskTurn, reply } from './desk-turn.ts';
import { moveFor, services } from './services.ts';

/** More matters than this in one message are for a person to sort. */
const MOST = 4;

/**
 * Several matters in one message: the desk goes on with the first as if it alone had been said, and keeps the others for their
 * turn. What is common to all, such as the home, stays with each.
 */
export async function setAside(turn: DeskTurn): Promise<void> {
  const { understood } = turn.incoming;
  if (services.some((one) => one.whole?.(turn))) return;
  const matters = (understood.matters ?? []).filter(({ intents }) => intents[0] && moveFor(intents[0].name));
  const [first, ...others] = matters;
  if (!first || others.length === 0 || matters.length > MOST) return;
  turn.state.matters = [
    ...(turn.state.matters ?? []),
    ...others.map((one) => ({ understood: alone(one, understood) })),
  ];
  turn.steps.add('listen');
  await reply(turn, turn.say('asking:severalMatters', { count: matters.length }));
  turn.incoming = { ...turn.incoming, text: first.text, understood: alone(first, understood) };
}

/** A matter as a message of its own. */
function alone(matter: Matter, whole: Understood): Understood {
  const own = matter.entities.map((one) => ({ ...one, start: one.start - matter.start, end: one.end - matter.start }));
  const { matters: _, reply: __, ordinal: ___, answers: ____, ...rest } = whole;
  return {
    ...rest,
    text: matter.text,
    intents: matter.intents,
    band: 'act',
    entities: own,
    faultClass: matter.faultClass,
    ...(matter.answers ? { answers: matter.answers } : {}),
  };
}

/** After a matter is settled: takes up the next one that waits. True when there was one. */
export async function nextMatter(turn: DeskTurn, take: (understood: Understood) => Promise<void>): Promise<boolean> {
  const [next, ...rest] = turn.state.matters ?? [];
  if (!next || turn.owner !== 'bot' || turn.state.open) return false;
  turn.state.matters = rest.length > 0 ? rest : undefined;
  await reply(turn, turn.say('asking:nextMatter', { words: next.understood.text.trim() }));
  await take(next.understood);
  return true;
}
