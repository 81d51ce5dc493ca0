import { concerns } from '#handbook/notices.ts';
import { dwellingByCode } from '#handbook/register.ts';
import type { Notice } from '#handbook/schemas/notices.ts';
import { ticketsOfConversation } from '#records/cases/tickets.ts';
import { entities } from '../asking/form.ts';
import type { Where } from '../asking/where.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** A home as far as it is known, for asking which notices concern it. */
export interface PartOfHome {
  building?: string | undefined;
  unit?: string | undefined;
}

/**
 * The homes a conversation is about: the one named in the message or in the open form, else those the resident is bound to,
 * else that of the last case filed from here; none when nothing is known.
 */
export async function homesOf(turn: DeskTurn): Promise<PartOfHome[]> {
  const { incoming, state, conversation, tx, resident } = turn;
  const named = entities(incoming.understood, 'dwelling').at(-1)?.value;
  if (named?.building) return [named];
  const answered = state.open?.answers.where?.value as Where | undefined;
  if (answered?.kind === 'home') return [answered];
  if (resident) return resident.homes.flatMap(({ unitCode }) => dwellingByCode(turn.estate, unitCode) ?? []);
  const tickets = await ticketsOfConversation(tx.db, conversation.id);
  return tickets.flatMap(({ unit_code: code }) => (code && dwellingByCode(turn.estate, code)) || []).slice(0, 1);
}

/** Whether one of the homes may be concerned; when none is known, any notice may. */
export function concernsSome(notice: Notice, homes: readonly PartOfHome[]): boolean {
  return homes.length === 0 || homes.some((home) => concerns(notice, home));
}
