import type { IncomingMessage } from 'node:http';
import type { Activity } from 'botbuilder';
import type { Clock } from '#records/clock.ts';
import type { Storage } from '#storage/storage.ts';
import type { AzureAdapter, AzureSettings } from './adapter.ts';
import { AzureError, cannotCheck, foreignService, unauthorized } from './errors.ts';
import { type AzureActivity, readActivity } from './read-activity.ts';
import { readJson } from './read-body.ts';
import { isAllowedService } from './service-hosts.ts';
import { keep, toLogged } from './take-in.ts';

const BEARER = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;
/** Names of the errors with which a token, not its check, is at fault; a part that is no JSON is a SyntaxError. */
const BAD_TOKEN = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError', 'SyntaxError']);

/** What the door works with. */
export interface Door {
  azure: AzureSettings;
  storage: Storage;
  clock: Clock;
  /** The estate an activity is about; undefined when there is none. */
  estateOf(activity: AzureActivity): string | undefined;
  /** Told of faults that are not the caller's. */
  onError(code: string, error: unknown): void;
}

/**
 * Takes one call of Azure Bot Service. Resolves to the HTTP status to answer, after what was said is in the log; the bot's
 * turn runs from there.
 * @throws AzureError for what is refused
 */
export async function receive(door: Door, adapter: AzureAdapter, req: IncomingMessage): Promise<number> {
  const { authorization = '' } = req.headers;
  if (!BEARER.test(authorization)) throw unauthorized();
  const activity = readActivity(await readJson(req));
  if (!isAllowedService(activity.serviceUrl, door.azure.serviceHosts)) throw foreignService();
  let admitted = false;
  try {
    return await adapter.admit(authorization, activity as unknown as Activity, async () => {
      admitted = true;
      await accept(door, activity);
    });
  } catch (error) {
    throw admitted ? error : notAdmitted(door, error);
  }
}

async function accept(door: Door, activity: AzureActivity): Promise<void> {
  const logged = toLogged(activity);
  if (!logged) return;
  const estateId = door.estateOf(activity);
  if (estateId === undefined) throw new AzureError(422, 'no-estate', 'No estate belongs to this conversation.');
  await keep(door, activity, { logged, estateId });
}

/** The SDK throws alike for a bad token and for keys it could not fetch; the second is ours to know of. */
function notAdmitted(door: Door, error: unknown): AzureError {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  if (statusCode === 401 || BAD_TOKEN.has(name ?? '')) return unauthorized();
  door.onError('azure-check-failed', error);
  return cannotCheck();
}
