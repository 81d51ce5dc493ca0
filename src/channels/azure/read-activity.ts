import { z } from 'zod';
import { badRequest } from './errors.ts';

const id = z.string().min(1).max(2048);
const account = z.looseObject({ id, name: z.string().nullish() });
const attachment = z.looseObject({
  contentType: z.string().nullish(),
  contentUrl: z.string().nullish(),
  name: z.string().nullish(),
});

const shape = z.looseObject({
  type: z.string().min(1),
  id: id.nullish(),
  // The SDK skips its check of the channel when none is named.
  channelId: z.string().min(1).max(128),
  serviceUrl: id,
  conversation: z.looseObject({ id, isGroup: z.boolean().nullish() }),
  from: account,
  recipient: account,
  text: z.string().nullish(),
  locale: z.string().nullish(),
  name: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(attachment).nullish(),
  membersAdded: z.array(account).nullish(),
});

/** An activity as a channel sends it, as far as the desk reads it; further fields are kept for the SDK. */
export type AzureActivity = z.output<typeof shape>;

/** Checks the shape of a call's body. @throws AzureError 400 that names the field */
export function readActivity(body: unknown): AzureActivity {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.');
  throw badRequest(field ? `"${field}" is missing or cannot be used.` : 'The body is not an activity.');
}
