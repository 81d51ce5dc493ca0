import { z } from 'zod';
import type { DraftFault } from '#console/api.ts';
import type { StaffCall } from '#console/call.ts';
import { promisesOf } from '#console/cases/promise-calls.ts';
import type { ConsoleDesk } from '#console/console-desk.ts';
import { readJson } from '#console/read-body.ts';
import { Refusal } from '#console/refusal.ts';
import { draftFaults } from '#handbook/draft-check.ts';
import { lastSaid } from '#records/transcripts/reading.ts';
import type { DraftCheck, Known } from './clerk-api.ts';
import { findReadable } from './find-chat.ts';
import { knownOf } from './known.ts';

/** How much of what the resident said last may make a threat of a draft. */
const LOOKED_BACK = 5;

const draftRequest = z.object({ text: z.string().max(4000) });

/** POST conversations/:id/draft */
export async function checkDraft(call: StaffCall): Promise<DraftCheck> {
  const { desk } = call;
  const chat = await findReadable(call);
  const { text } = await readJson(call.req, draftRequest);
  const about = { conversationId: chat.id, estateId: chat.estate_id };
  return {
    faults: await faultsOf(desk, text, about),
    known: asksForKnown(desk, text, await knownOf(call, chat)),
    promises: promisesOf(desk, text, chat),
  };
}

/**
 * Words to a resident go through here, whichever call they come by.
 * @param chat where the resident speaks, whose last words count; none where they are told from elsewhere
 * @throws Refusal 422 `draft-refused` with what may not be said, and why
 */
export async function demandSpeakable(
  desk: ConsoleDesk,
  text: string,
  chat?: { conversationId: string },
): Promise<void> {
  const faults = await faultsOf(desk, text, chat);
  if (faults.length > 0) throw new Refusal(422, 'draft-refused', 'These words may not be sent.', { faults });
}

async function faultsOf(desk: ConsoleDesk, text: string, chat?: { conversationId: string }): Promise<DraftFault[]> {
  const { phrases, staffWords } = desk.handbook.common?.() ?? {};
  if (!phrases || !staffWords) return [];
  const before = chat ? await lastSaid(desk.storage.db, chat.conversationId, LOOKED_BACK) : [];
  return draftFaults(text, { phrases, staffWords }, before).map(({ instead = null, ...fault }) => ({
    ...fault,
    instead,
  }));
}

/** What is known already of what a draft asks for; only a sentence that asks is one. */
function asksForKnown(desk: ConsoleDesk, text: string, known: readonly Known[]): Known[] {
  const { asks = [] } = desk.handbook.common?.().staffWords ?? {};
  const questions = text
    .toLowerCase()
    .split(/(?<=[。；;！!\n？?])/u)
    .filter((sentence) => ASKS.test(sentence));
  const asked = asks.filter(({ words }) =>
    [...words.zh, ...words.en].some((word) => questions.some((one) => one.includes(word.toLowerCase()))),
  );
  return known.filter(({ key }) => asked.some((one) => one.key === key));
}

const ASKS =
  /[?？]|请问|麻烦|方便|告诉我|提供|留[一个下]|发[一个我]|怎么|什么|哪|几|吗|呢|多久|多少|贵姓|\b(?:may|could|can|what|which|when|where|how|who|please|tell|send|is|are)\b/iu;
