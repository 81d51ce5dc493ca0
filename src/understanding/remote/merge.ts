import { type Band, type Entity, INTENTS, type Intent, type ScoredIntent, type Understood } from '../recognizer.ts';
import type { RemoteIntent } from './remote-service.ts';

/** Scores are the service's own and not calibrated on residents' words; see `README.md` beside this file. */
const ACT = 0.75;
const LEAD = 0.1;
const ASK = 0.4;
/** As for the desk's own model: a word alone raises an alarm only from here on. */
const ALARM = 0.8;

const RANK: Record<Band, number> = { person: 0, ask: 1, act: 2 };
const OURS: ReadonlySet<string> = new Set(INTENTS);

/** A service's answer in the desk's own terms. */
export interface Second {
  recognizer: string;
  intents: ScoredIntent[];
  entities: Entity[];
}

/** Intents in our names, best first; names that are not ours, and `None`, are out of scope with the best of their scores. */
export function intentsFrom(found: readonly RemoteIntent[]): ScoredIntent[] {
  const best = new Map<Intent, number>();
  for (const { name, score } of found) {
    const plain = name.toLowerCase();
    const intent = OURS.has(plain) ? (plain as Intent) : 'out_of_scope';
    best.set(intent, Math.max(best.get(intent) ?? 0, Math.min(1, Math.max(0, score))));
  }
  return [...best].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score);
}

/** One answer of two: the surer one leads, the other's intents and entities are added; an alarm is never taken away. */
export function merged(own: Understood, second: Second): Understood {
  const entities = inOrder([...own.entities, ...second.entities]);
  const both = { ...own, entities, ...faultClassOf(own, second) };
  const [best] = second.intents;
  if (own.emergency || !best) return both;
  const led = { ...both, intents: withLead(second.intents, own.intents), recognizer: second.recognizer };
  if (best.name === 'emergency' && best.score >= ALARM) return alarmed(led);
  const band = bandOf(second.intents);
  if (RANK[band] >= RANK[own.band]) return { ...led, band };
  return { ...both, intents: withLead(own.intents, second.intents) };
}

function bandOf([best, next]: readonly ScoredIntent[]): Band {
  const score = best?.score ?? 0;
  if (score >= ACT && score - (next?.score ?? 0) >= LEAD) return 'act';
  return score >= ASK ? 'ask' : 'person';
}

/** The intents of both, the leader's first of all; no score of the other goes above it, since the two scales differ. */
function withLead(leading: readonly ScoredIntent[], other: readonly ScoredIntent[]): ScoredIntent[] {
  const most = leading[0]?.score ?? 1;
  const rest = other
    .filter(({ name }) => !leading.some((one) => one.name === name))
    .map(({ name, score }) => ({ name, score: Math.min(score, most) }));
  return [...leading, ...rest].sort((a, b) => b.score - a.score);
}

function alarmed({ matters: _, ...understood }: Understood): Understood {
  const words = understood.text.slice(0, 40);
  const urgency: Entity = { type: 'urgency', start: 0, end: words.length, text: words, value: 'critical' };
  return {
    ...understood,
    band: 'act',
    emergency: { kind: 'other', words },
    entities: inOrder([...understood.entities, urgency]),
  };
}

function faultClassOf(own: Understood, { entities }: Second): { faultClass?: string } {
  if (own.faultClass) return {};
  const named = entities.find((one) => one.type === 'fixture' || one.type === 'fault');
  return named?.value.category ? { faultClass: named.value.category } : {};
}

const inOrder = (entities: Entity[]): Entity[] => entities.sort((a, b) => a.start - b.start || b.end - a.end);
