import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import type { PromiseEntry, Promises } from '#console/chats/clerk-api.ts';
import type { NamedTime } from '#console/chats/clerk-help.ts';
import { type Chat, findOwnChat, findReadable } from '#console/chats/find-chat.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { readJson } from '#console/read-body.ts';
import { badRequest, notFound } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import {
  changePromise,
  isPromiseOf,
  type NewPromise,
  notePromise,
  openPromisesOf,
  type PromiseChange,
  type ShownPromise,
} from '#records/cases/promises.ts';
import { writeAudit } from '#records/staff/audit.ts';

/** Nobody keeps in mind for longer (milliseconds) what was said in passing. */
const FAR = 60 * 24 * 60 * 60 * 1000;
const LONGEST = 200;

/** What a text promises: times to come, in sentences that say what the office will do. */
export function promisesOf(
  desk: ConsoleDesk,
  text: string,
  { estate_id: estateId, locale }: { estate_id: string; locale: string },
): NamedTime[] {
  const { promises } = desk.handbook.common?.().staffWords ?? {};
  const now = desk.clock.now();
  if (!promises || !desk.help) return [];
  const { help } = desk;
  const found = text.split(/(?<=[。；;！!？?\n])|(?<=[a-z]\.)\s/u).flatMap((sentence) => {
    if (!isPromise(sentence, promises)) return [];
    const context = { estateId, locale: locale === 'en' ? 'en' : 'zh-CN' } as const;
    const [first] = help.times(sentence, context, now).filter(({ at }) => at > now && at - now < FAR);
    return first ? [{ words: sentence.trim().slice(0, LONGEST), at: first.at }] : [];
  });
  return found.filter((one, place) => found.findIndex(({ at }) => at === one.at) === place);
}

type Words = { zh: readonly string[]; en: readonly string[] };

function isPromise(sentence: string, { does, not }: { does: Words; not: Words }): boolean {
  const said = sentence.toLowerCase();
  const holds = ({ zh, en }: Words) => [...zh, ...en].some((word) => said.includes(word.toLowerCase()));
  return !/[?？]\s*$/u.test(said) && holds(does) && !holds(not);
}

/** The promises that a message to a resident makes, ready to be noted with it. */
export async function promiseWhatIsSaid(call: StaffCall, chat: Chat, text: string): Promise<NewPromise[]> {
  const { locale } = await findReadable(call);
  return promisesOf(call.desk, text, { estate_id: chat.estateId, locale }).map(({ words, at }) => ({
    ...chat,
    staffId: call.me.id,
    words,
    dueAt: at,
  }));
}

/** GET promises */
export async function showPromises({ desk, me }: StaffCall): Promise<Promises> {
  const rows = await openPromisesOf(desk.storage.db, me.estates, me.id);
  return { promises: rows.map(toPromise) };
}

const promiseRequest = z.object({ words: z.string().trim().min(1).max(LONGEST), dueAt: z.number().int() });

/** POST conversations/:id/promises: one that was made by phone, or in words that were not found. */
export async function addPromise(call: StaffCall): Promise<{ id: string }> {
  const { desk, me } = call;
  const chat = await findOwnChat(call);
  const { words, dueAt } = await readJson(call.req, promiseRequest);
  demandFuture(desk, dueAt);
  return desk.storage.transact(async (tx) => {
    const id = await notePromise(tx, { ...chat, staffId: me.id, words, dueAt }, desk.clock);
    await writeAudit(tx, { ...about(call, chat.estateId, id), action: 'promise.note' }, desk.clock.now());
    return { id };
  });
}

const why = z.string().trim().max(LONGEST);
const changeRequest = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open'), dueAt: z.number().int(), why: why.min(1) }),
  z.object({ state: z.literal('broken'), why: why.min(1) }),
  z.object({ state: z.enum(['kept', 'dropped']), why: why.default('') }),
]);

/** POST promises/:id: kept, broken with the reason, no promise at all, or put off with the reason. */
export async function endPromise(call: StaffCall): Promise<void> {
  const { desk, me, params } = call;
  if (!(await isPromiseOf(desk.storage.db, me.estates, params.id ?? ''))) throw notFound();
  const change: PromiseChange = await readJson(call.req, changeRequest);
  if (change.state === 'open') demandFuture(desk, change.dueAt);
  await desk.storage.transact(async (tx) => {
    const which = { id: params.id ?? '', estates: me.estates, staffId: me.id };
    const row = await changePromise(tx, which, change, desk.clock);
    if (!row) throw notFound();
    const action = `promise.${change.state === 'open' ? 'moved' : change.state}`;
    await writeAudit(tx, { ...about(call, row.estate_id, row.id), action }, desk.clock.now());
  });
}

function demandFuture(desk: ConsoleDesk, at: number): void {
  const now = desk.clock.now();
  if (at <= now || at - now > FAR) throw badRequest('A promise is for a time to come.', 'dueAt');
}

function about({ me }: StaffCall, estateId: string, id: string): { actor: string; subject: string; estateId: string } {
  return { actor: actorOf(me), subject: `promise:${id}`, estateId };
}

/** A promise on the wire. */
export function toPromise(row: ShownPromise): PromiseEntry {
  return {
    id: row.id,
    estateId: row.estate_id,
    conversationId: row.conversation_id,
    residentName: row.resident_name,
    seq: row.seq,
    words: row.words,
    dueAt: row.due_at,
    state: row.state,
    staffName: row.staff_name,
    endedAt: row.ended_at,
  };
}
