import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { mountAzure } from '#channels/azure/mount-azure.ts';
import type { AzureSendHandler } from '#channels/azure/send.ts';
import { readLog } from '#records/activities.ts';
import { fixedClock } from '#records/clock.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import { sqlitePlace } from '../../storage/engines.ts';
import { type Microsoft, playMicrosoft, SERVICE_URL } from './microsoft.ts';

/** Noon at the estate. */
export const NOON = Date.parse('2026-11-23T04:00:00Z');

/** The Azure door of an estate, with Microsoft played beside it. */
export interface AzureDoor {
  microsoft: Microsoft;
  storage: Storage;
  appId: string;
  errors: string[];
  clock: ReturnType<typeof fixedClock>;
  sendHandler: AzureSendHandler;
  /** What the estate of a call is taken to be. */
  estate: { id: string | undefined };
  /** Posts a body as it is. */
  call(body: string, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
  /** Posts an activity that Bot Framework has signed for this bot; its status. */
  receive(activity: object): Promise<number>;
  /** Everything in the log of every conversation. */
  log(): Promise<ActivityRow[]>;
  close(): Promise<void>;
}

/** Opens the door; `timeLimit` is for one send. */
export async function openDoor(options: { timeLimit?: number; serviceHosts?: string[] } = {}): Promise<AzureDoor> {
  const { timeLimit, serviceHosts = ['smba.trafficmanager.net', '*.botframework.com'] } = options;
  const place = await sqlitePlace();
  const [microsoft, storage] = await Promise.all([playMicrosoft(), place.open()]);
  const appId = randomUUID();
  const errors: string[] = [];
  const clock = fixedClock(NOON);
  const estate: AzureDoor['estate'] = { id: 'qhhy' };
  const server = restify.createServer({ name: '' });
  const azure = { appId, password: 'a-password', type: 'SingleTenant', tenantId: 'a-tenant', serviceHosts };
  const onError = (code: string) => errors.push(code);
  const { sendHandler } = mountAzure(server, { azure, storage, clock, estateOf: () => estate.id, onError, timeLimit });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  const call: AzureDoor['call'] = async (body, headers = {}) => {
    const sent = { 'Content-Type': 'application/json', ...headers };
    const response = await fetch(url, { method: 'POST', body, headers: sent });
    return { status: response.status, text: await response.text() };
  };
  return {
    ...{ microsoft, storage, appId, errors, clock, sendHandler, estate, call },
    async receive(activity) {
      const { status } = await call(JSON.stringify(activity), { Authorization: await microsoft.sign(appId) });
      return status;
    },
    async log() {
      const conversations = await storage.db.selectFrom('conversation').select('id').execute();
      const logs = conversations.map(({ id }) => readLog(storage.db, { conversationId: id, limit: 1000 }));
      return (await Promise.all(logs)).flat();
    },
    async close() {
      server.server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([microsoft.close(), storage.close()]);
      await place.remove();
    },
  };
}

/** What a resident writes in Teams. */
export function aMessage(more: object = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: 'teams-1',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    conversation: { id: 'a:1/林', conversationType: 'personal', tenantId: 'a-tenant' },
    from: { id: '29:lin', name: '林女士', aadObjectId: 'o-1' },
    recipient: { id: '28:desk', name: '物业前台' },
    text: '厨房水龙头漏水',
    locale: 'zh-CN',
    ...more,
  };
}
