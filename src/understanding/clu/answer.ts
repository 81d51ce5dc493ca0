import { z } from 'zod';
import {
  plainName,
  type RemoteAnswer,
  type RemoteEntity,
  RemoteFailure,
  type RemoteValue,
} from '../remote/remote-service.ts';

const entity = z.object({
  category: z.string(),
  text: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  confidenceScore: z.number(),
  resolutions: z.array(z.object({ resolutionKind: z.string(), value: z.unknown().optional() })).default([]),
  extraInformation: z
    .array(z.object({ extraInformationKind: z.string(), key: z.string().optional(), value: z.unknown().optional() }))
    .default([]),
});
const response = z.object({
  kind: z.literal('ConversationResult'),
  result: z.object({
    prediction: z.object({
      projectKind: z.literal('Conversation'),
      topIntent: z.string(),
      intents: z.array(z.object({ category: z.string(), confidenceScore: z.number() })),
      entities: z.array(z.unknown()),
    }),
  }),
});

/**
 * Reads the body of a conversation result. Orchestration projects, which only pass on to others, are not read.
 * @throws RemoteFailure `unreadable`
 */
export function readAnswer(body: unknown): RemoteAnswer {
  const parsed = response.safeParse(body);
  if (!parsed.success) throw new RemoteFailure('unreadable');
  const { intents, entities } = parsed.data.result.prediction;
  return {
    intents: intents.map(({ category, confidenceScore }) => ({ name: plainName(category), score: confidenceScore })),
    entities: entities.flatMap((one) => entityOf(entity.safeParse(one).data) ?? []),
  };
}

type CluEntity = z.output<typeof entity>;

function entityOf(found: CluEntity | undefined): RemoteEntity | undefined {
  const value = found && meaningOf(found);
  if (!value) return undefined;
  const { category, offset: start, length, text: words, confidenceScore: score } = found;
  return { name: plainName(category), start, end: start + length, words, score, value };
}

function meaningOf({ resolutions, extraInformation }: CluEntity): RemoteValue | undefined {
  const key = extraInformation.find((one) => one.extraInformationKind === 'ListKey')?.key;
  if (key !== undefined) return { kind: 'list', key };
  const subtype = extraInformation.find((one) => one.extraInformationKind === 'EntitySubtype')?.value;
  if (typeof subtype === 'string' && subtype.toLowerCase() === 'general.phonenumber') return { kind: 'phone' };
  const number = resolutions.find((one) => one.resolutionKind === 'NumberResolution')?.value;
  return typeof number === 'number' ? { kind: 'number', number } : undefined;
}
