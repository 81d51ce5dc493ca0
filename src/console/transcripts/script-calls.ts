import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandReadable } from '#console/cases/confidential.ts';
import { demandOwnEstate, readQuery, time, word } from '#console/list-query.ts';
import { readJson } from '#console/read-body.ts';
import { actorOf } from '#console/staff-words.ts';
import { setHold } from '#records/retention/legal-holds.ts';
import { staffNames } from '#records/staff/names.ts';
import { listClerks } from '#records/staff/staff.ts';
import { findOfficeConversation, type OfficeConversation } from '#records/transcripts/reading.ts';
import { readScripts, type ScriptSum, sumScripts } from '#records/transcripts/script-reading.ts';
import { unmask } from '#records/transcripts/unmasked.ts';
import { type Mask, maskFor } from './masking.ts';
import type { Clerks, ScriptSumEntry, ScriptSums, Scripts } from './transcripts-api.ts';

/** A reason that somebody gives: some words, kept in the audit. */
export const why = z.string().trim().min(2).max(300);

/** POST conversations/:id/unmask: names and phones of this conversation, until the session ends. */
export async function unmaskChat(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const { id, estate_id: estateId } = await readable(call);
  const wish = await readJson(call.req, z.object({ why }));
  const { tokenHash } = me;
  const unmasking = { tokenHash, conversationId: id, estateId, actor: actorOf(me), why: wish.why };
  await desk.storage.transact((tx) => unmask(tx, unmasking, desk.clock.now()));
}

/** POST conversations/:id/hold */
export async function holdChat(call: StaffCall): Promise<void> {
  const { desk, me } = call;
  const { id: conversationId, estate_id: estateId } = await readable(call);
  const wish = await readJson(call.req, z.object({ hold: z.boolean(), why }));
  const hold = { conversationId, estateId, actor: actorOf(me), ...wish };
  await desk.storage.transact((tx) => setHold(tx, hold, desk.clock.now()));
}

/** GET conversations/:id/script */
export async function showScript(call: StaffCall): Promise<Scripts> {
  const { db } = call.desk.storage;
  const conversation = await readable(call);
  const mask = await maskFor(call, conversation);
  const scripts = await readScripts(db, conversation.id);
  const names = await staffNames(
    db,
    scripts.map(({ who }) => who),
  );
  return {
    scripts: scripts.map(({ who, score, steps }) => ({
      who: who === '' ? null : { id: who, name: names.get(who) ?? '' },
      score,
      steps: steps.map(({ step, done, quote }) => ({ step, done, quote: quote && shown(quote, mask) })),
    })),
  };
}

function shown({ seq, at, text }: { seq: number; at: number; text: string }, mask: Mask) {
  const signs = [...mask.words(text)];
  return { seq, at, text: signs.length > 80 ? `${signs.slice(0, 80).join('')}…` : signs.join('') };
}

const sumQuery = z.object({ estate: word, from: time, to: time });

/** GET scripts */
export async function showScripts({ desk, me, query }: StaffCall): Promise<ScriptSums> {
  const { estate, ...period } = readQuery(query, sumQuery);
  demandOwnEstate(me, estate);
  const { reader } = desk.storage;
  const sums = await sumScripts(reader, me.estates, { ...period, estateId: estate });
  const names = await staffNames(
    reader,
    sums.map(({ who }) => who),
  );
  const all = sums.find(({ who }) => who === '');
  return {
    all: all ? toSum(all) : null,
    staff: sums
      .filter(({ who }) => who !== '')
      .map((sum) => ({ id: sum.who, name: names.get(sum.who) ?? '', ...toSum(sum) }))
      .sort((a, b) => b.conversations - a.conversations),
  };
}

function toSum({ who: _, ...sum }: ScriptSum): ScriptSumEntry {
  return sum;
}

/** GET clerks: everybody with an account for one of the reader's estates, disabled ones too. */
export async function showClerks({ desk, me }: StaffCall): Promise<Clerks> {
  return { clerks: await listClerks(desk.storage.db, me.estates) };
}

async function readable({ desk, me, params }: StaffCall): Promise<OfficeConversation> {
  const row = await findOfficeConversation(desk.storage.db, me.estates, params.id ?? '');
  demandReadable(me.role, row);
  return row;
}
