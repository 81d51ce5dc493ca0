import { type DeskState, readDeskState } from '#dialogs/desk-state.ts';
import type { Estate, Handbook } from '#handbook/handbook.ts';
import { daysAfter, instantOf, localTime } from '#handbook/local-time.ts';
import { putOnAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { forgetWhatIsDue } from '#records/retention/keep-personal.ts';
import { forgetDraft } from '#records/turns.ts';
import type { AgendaRow } from '#storage/schema.ts';
import type { Storage, Tx } from '#storage/storage.ts';
import type { AgendaHandler } from './agenda-worker.ts';
import { localeOf } from './turn.ts';

/** Kinds of the agenda's rows: once a day for an estate, and for a conversation with a draft in it. */
export const KEEPING = { daily: 'keep-no-longer', draft: 'draft-kept' } as const;

interface Keeper {
  handbook: Handbook;
  clock: Clock;
}

const DAY = 24 * 3_600_000;
/** At night, when nobody waits. */
const AT = 3 * 60;

/** Puts every estate's daily look at what is kept no longer on the agenda, where it does not stand yet. */
export async function planKeeping(storage: Storage, { handbook, clock }: Keeper): Promise<void> {
  const standing = await storage.db
    .selectFrom('agenda')
    .select('estate_id')
    .where('kind', '=', KEEPING.daily)
    .where('state', 'in', ['waiting', 'leased'])
    .execute();
  const planned = new Set(standing.map((row) => row.estate_id));
  const estates = handbook.estates().filter(({ id }) => !planned.has(id));
  if (estates.length > 0) await storage.transact(async (tx) => void (await planAll(tx, estates, clock)));
}

async function planAll(tx: Tx, estates: readonly Estate[], clock: Clock): Promise<void> {
  for (const estate of estates) await nextLook(tx, estate, clock);
}

/** Deletes what the office's own notice on personal information says is kept no longer, once a day. */
export function keepNoLonger({ handbook, clock }: Keeper): AgendaHandler {
  return async (tx, row) => {
    const estate = handbook.estate(row.estate_id);
    if (!estate) return;
    const { codesDays, leaversDays } = estate.privacy.keep;
    const keeping = {
      ...(codesDays !== null && { codes: codesDays * DAY }),
      ...(leaversDays !== null && { leavers: leaversDays * DAY }),
    };
    const more = await forgetWhatIsDue(tx, estate.id, keeping, clock.now());
    await nextLook(tx, estate, clock, more ? clock.now() : undefined);
  };
}

function nextLook(tx: Tx, { id: estateId, office }: Estate, clock: Clock, soon?: number): Promise<void> {
  const date = daysAfter(localTime(office.timeZone, clock.now()).date, 1);
  const dueAt = soon ?? instantOf(office.timeZone, { date, minutes: AT });
  return putOnAgenda(tx, { estateId, kind: KEEPING.daily, subject: estateId, body: {}, dueAt }, clock);
}

/** Notes when the draft of a conversation is to be forgotten, in an estate that says so. */
export async function planForgetting(tx: Tx, row: AgendaRow, { handbook, clock }: Keeper): Promise<void> {
  const days = handbook.estate(row.estate_id)?.privacy.keep.draftsDays ?? null;
  if (days === null) return;
  const dueAt = clock.now() + days * DAY;
  const wish = { estateId: row.estate_id, kind: KEEPING.draft, subject: row.subject, body: {}, dueAt };
  await putOnAgenda(tx, wish, clock);
}

/** Forgets a form that nobody has gone on with for as long as drafts are kept; one that went on is looked at again later. */
export function forgetOldDraft({ handbook, clock }: Keeper): AgendaHandler {
  return async (tx, row) => {
    const days = handbook.estate(row.estate_id)?.privacy.keep.draftsDays ?? null;
    const conversation = await findConversation(tx.db, row.subject);
    if (days === null || !conversation) return;
    const state = readDeskState(conversation.state, localeOf(conversation));
    if (!holdsDraft(state)) return;
    const dueAt = (state.lastTurnAt ?? conversation.last_at) + days * DAY;
    if (dueAt > clock.now()) {
      await putOnAgenda(tx, { estateId: row.estate_id, kind: row.kind, subject: row.subject, body: {}, dueAt }, clock);
      return;
    }
    const { open, laidAside, messageDraft, matters, outage, offered, question, ...rest } = state;
    await forgetDraft(tx, conversation, JSON.stringify(rest));
  };
}

function holdsDraft({ open, laidAside, messageDraft, matters, outage }: DeskState): boolean {
  return [open, laidAside, messageDraft, matters, outage].some((one) => one !== undefined);
}
