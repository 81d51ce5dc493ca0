import type { Activity } from 'botbuilder';
import { authorize, checkConversation, openConversation } from './authorize.ts';
import { answer, type Call } from './call.ts';
import { badArgument } from './errors.ts';
import { readJson } from './read-body.ts';
import { receive } from './receive.ts';
import { toClient } from './send.ts';
import { baseUrl } from './service.ts';
import { fromWatermark, toWatermark } from './watermark.ts';

/** POST conversations/:id/activities. 200 with the id once the activity is durable; the reply comes when it comes. */
export async function postActivity({ service, req, res, params }: Call): Promise<void> {
  const caller = await authorize(service, req);
  const conversationId = params.conversationId ?? '';
  checkConversation(caller, conversationId);
  const body = await readJson(req, service.limits.json);
  if (!service.acceptAnyFile) refuseAttachments(body);
  answer(res, 200, { id: await receive(service, { caller, conversationId, body, files: [] }) });
}

/** Cards come from the bot only, and addresses of files elsewhere would make a clerk's browser call strangers. */
function refuseAttachments({ attachments }: Record<string, unknown>): void {
  if (attachments == null || (Array.isArray(attachments) && attachments.length === 0)) return;
  throw badArgument('Files are sent by upload, not as attachments by address.');
}

/**
 * GET conversations/:id/activities?watermark=. A client asks again until it gets an empty list. With `before=` instead it
 * goes the other way: the page that ends at that watermark, and the watermark to go on from, `0` at the beginning.
 */
export async function getActivities(call: Call): Promise<void> {
  const { service, req, res, params, query } = call;
  const caller = await authorize(service, req);
  const conversationId = params.conversationId ?? '';
  const { lastSeq } = await openConversation(service, caller, conversationId);
  if (query.has('before')) return getEarlier(call, fromWatermark(query.get('before'), lastSeq));
  let after = fromWatermark(query.get('watermark'), lastSeq);
  let visible: Partial<Activity>[] = [];
  // A page of invisible rows only would look like the end.
  while (visible.length === 0) {
    const { activities, next } = await service.log.read({ conversationId, after, limit: service.limits.page });
    visible = await toClient(service, { conversationId, base: baseUrl(service, req) }, activities);
    if (next <= after) break;
    after = next;
  }
  answer(res, 200, { activities: visible, watermark: toWatermark(after) });
}

async function getEarlier({ service, req, res, params }: Call, before: number): Promise<void> {
  const conversationId = params.conversationId ?? '';
  const { page } = service.limits;
  let visible: Partial<Activity>[] = [];
  let to = before;
  while (visible.length === 0 && to > 0) {
    const after = Math.max(0, to - page);
    const { activities } = await service.log.read({ conversationId, after, limit: to - after });
    visible = await toClient(service, { conversationId, base: baseUrl(service, req) }, activities);
    to = after;
  }
  answer(res, 200, { activities: visible, watermark: toWatermark(to) });
}
