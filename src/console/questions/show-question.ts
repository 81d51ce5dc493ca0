import type { KnowledgeDraft } from '#records/questions/knowledge-drafts.ts';
import type { AnswerDelivery, QuestionRow } from '#records/questions/lists.ts';
import type { AnswerState, DeskName, QuestionDetail, QuestionEntry } from './question-api.ts';

/** A question as a list shows it. */
export function toQuestion(row: QuestionRow, delivery: AnswerDelivery | undefined): QuestionEntry {
  return {
    id: row.id,
    number: row.number,
    estateId: row.estate_id,
    words: row.summary,
    desk: row.desk as DeskName,
    state: row.state,
    channel: row.channel ?? '',
    locale: row.locale === 'en' ? 'en' : 'zh-CN',
    conversationId: row.conversation_id,
    askedAt: row.created_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_name,
    delivery: row.answer === null ? null : stateOf(row, delivery),
    draft: row.draft,
  };
}

const SENDING: Readonly<Record<NonNullable<AnswerDelivery['state']>, AnswerState>> = {
  pending: 'sending',
  leased: 'sending',
  sent: 'sent',
  held: 'held',
  unknown: 'undelivered',
  dead: 'undelivered',
};

function stateOf({ told_in }: QuestionRow, delivery: AnswerDelivery | undefined): AnswerState {
  if (told_in === null) return 'nowhere';
  if (!delivery) return 'writing';
  return delivery.state === null ? 'in-chat' : SENDING[delivery.state];
}

/** Which entry a question is about, as it was filed. */
export function aboutOf({ answers }: QuestionRow): { id: string; reason: string; keys: string[] } | undefined {
  const { entry, reason, keys } = JSON.parse(answers) as { entry?: string; reason?: string; keys?: string };
  if (entry === undefined) return undefined;
  return { id: entry, reason: reason ?? '', keys: keys ? keys.split(' ') : [] };
}

/** A draft as its reviewer sees it. */
export function toDraft(row: KnowledgeDraft, myId: string): QuestionDetail['draft'] {
  return {
    id: row.id,
    body: JSON.parse(row.body),
    state: row.state,
    by: row.drafted_name ?? '',
    mine: row.drafted_by === myId,
    at: row.drafted_at,
    decidedBy: row.decided_name,
    why: row.why,
    entryId: row.entry_id,
  };
}
