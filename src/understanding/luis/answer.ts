import { z } from 'zod';
import {
  plainName,
  type RemoteAnswer,
  type RemoteEntity,
  RemoteFailure,
  type RemoteValue,
} from '../remote/remote-service.ts';
import { type Clockwork, readDateTime } from './date-time.ts';

const instance = z.object({
  startIndex: z.number().int(),
  length: z.number().int(),
  text: z.string(),
  type: z.string(),
  score: z.number().optional(),
});
const entities = z.record(z.string(), z.unknown());
const response = z.object({
  prediction: z.object({
    topIntent: z.string(),
    intents: z.record(z.string(), z.object({ score: z.number().optional() })),
    entities,
  }),
});
const instances = z.record(z.string(), z.array(z.unknown()));

/** Composites hold composites; deeper than any app has them nothing is looked for. */
const DEEPEST = 5;

/**
 * Reads the body of a prediction.
 * @throws RemoteFailure `unreadable`, when it has another shape than the official description gives
 */
export function readAnswer(body: unknown, clockwork: Clockwork): RemoteAnswer {
  const parsed = response.safeParse(body);
  if (!parsed.success) throw new RemoteFailure('unreadable');
  const { intents, entities } = parsed.data.prediction;
  return {
    intents: Object.entries(intents).map(([name, { score }]) => ({ name: plainName(name), score: score ?? 0 })),
    entities: entitiesIn(entities, clockwork, DEEPEST),
  };
}

/** The entities of one level and of the composites on it. Without `$instance` nobody says where they stand, and they are left. */
function entitiesIn(level: Record<string, unknown>, clockwork: Clockwork, deep: number): RemoteEntity[] {
  const places = instances.safeParse(level.$instance).data ?? {};
  return Object.entries(level).flatMap(([name, values]) => {
    if (name === '$instance' || !Array.isArray(values)) return [];
    return values.flatMap((value: unknown, index) => {
      const own = entityOf(plainName(name), value, instance.safeParse(places[name]?.[index]).data, clockwork);
      const nested = deep > 0 ? entities.safeParse(value).data : undefined;
      return [...(own ? [own] : []), ...(nested ? entitiesIn(nested, clockwork, deep - 1) : [])];
    });
  });
}

type Instance = z.output<typeof instance>;

function entityOf(
  name: string,
  value: unknown,
  at: Instance | undefined,
  clockwork: Clockwork,
): RemoteEntity | undefined {
  const meaning = at && meaningOf(value, at.type, clockwork);
  if (!meaning) return undefined;
  const { startIndex: start, length, text: words, score = 1 } = at;
  return { name, start, end: start + length, words, score, value: meaning };
}

/** `type` names the entity even where the role gives the key; a list entity is known by its value, canonical names in a list of their own. */
function meaningOf(value: unknown, type: string, clockwork: Clockwork): RemoteValue | undefined {
  if (type.startsWith('builtin.datetimeV2.')) return readDateTime(value, clockwork);
  if (type === 'builtin.number') return typeof value === 'number' ? { kind: 'number', number: value } : undefined;
  if (type === 'builtin.phonenumber') return { kind: 'phone' };
  if (!Array.isArray(value)) return undefined;
  const [key]: unknown[] = value;
  return typeof key === 'string' ? { kind: 'list', key } : undefined;
}
