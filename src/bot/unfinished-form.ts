import { readDeskState } from '#dialogs/desk-state.ts';
import { UNFINISHED_FORM } from '#dialogs/unfinished-form.ts';
import type { Handbook } from '#handbook/handbook.ts';
import { isOpen, nextOpening } from '#handbook/hours.ts';
import { putOnAgenda } from '#records/agenda.ts';
import type { Clock } from '#records/clock.ts';
import { findConversation } from '#records/conversations.ts';
import { tellDesk } from '#records/desk-events.ts';
import type { AgendaHandler } from './agenda-worker.ts';
import { planForgetting } from './keep-no-longer.ts';
import { localeOf } from './turn.ts';

/**
 * Reminds a resident once of a form they left unfinished: some hours after their last word, and only while the office is open.
 * A form that went on meanwhile is looked at again later; one that was finished, or is with a person, is left alone.
 */
export function remindOfForm({ handbook, clock }: { handbook: Handbook; clock: Clock }): AgendaHandler {
  return async (tx, row) => {
    const conversation = await findConversation(tx.db, row.subject);
    const estate = handbook.estate(row.estate_id);
    if (!conversation || !estate) return;
    if (conversation.owner !== 'bot') return planForgetting(tx, row, { handbook, clock });
    const { open, lastTurnAt = 0 } = readDeskState(conversation.state, localeOf(conversation));
    if (!open || open.reminded) return;
    const now = clock.now();
    const rested = lastTurnAt + UNFINISHED_FORM.after;
    const common = handbook.common();
    const free = isOpen(estate, common, now) ? now : nextOpening(estate, common, now)?.getTime();
    const dueAt = Math.max(rested, free ?? rested);
    if (dueAt > now) {
      await putOnAgenda(tx, { estateId: row.estate_id, kind: row.kind, subject: row.subject, body: {}, dueAt }, clock);
      return;
    }
    await planForgetting(tx, row, { handbook, clock });
    await tellDesk(tx, { conversationId: conversation.id, name: UNFINISHED_FORM.event, value: {} }, now);
  };
}
