import type { ReviewDraft, ReviewEntry, ReviewList, Taught } from '#console/questions/review-api.ts';
import { post, read } from '../api/call.ts';
import { type Filter, query } from '../api/calls.ts';

/** Names a message. */
export type MessageKey = Pick<ReviewEntry, 'conversationId' | 'seq'>;

const message = ({ conversationId, seq }: MessageKey) => `review/${encodeURIComponent(conversationId)}/${seq}`;

/** The calls of the review page; each throws `Refusal`. */
export const reviewCalls = {
  list: (filter: Filter, signal: AbortSignal) => read<ReviewList>(`review${query(filter)}`, signal),
  draft: (signal: AbortSignal) => read<ReviewDraft>('review/draft', signal),
  label: (key: MessageKey, label: string) => post(`${message(key)}/label`, { label }),
  undo: (key: MessageKey) => post(`${message(key)}/undo`),
  attempt: () => post('review/trials'),
  putInForce: (mark: string) => post<Taught>('review/in-force', { mark }),
};
