import type {
  Answered,
  DeskName,
  DraftAnswer,
  DraftBody,
  QuestionDetail,
  QuestionList,
} from '#console/questions/question-api.ts';
import { post, read } from '../api/call.ts';
import { type Filter, query } from '../api/calls.ts';

const question = (id: string) => `questions/${encodeURIComponent(id)}`;

/** The calls of the questions page; each throws `Refusal`. */
export const questionCalls = {
  list: (filter: Filter, signal: AbortSignal) => read<QuestionList>(`questions${query(filter)}`, signal),
  one: (id: string, signal: AbortSignal) => read<QuestionDetail>(question(id), signal),
  answer: (id: string, words: string) => post<Answered>(`${question(id)}/answer`, { words }),
  give: (id: string, desk: DeskName) => post(`${question(id)}/desk`, { desk }),
  draft: (id: string, body: DraftBody) => post<DraftAnswer>(`${question(id)}/draft`, body),
  accept: (id: string) => post<{ entryId: string }>(`${question(id)}/draft/accept`),
  decline: (id: string, why: string) => post(`${question(id)}/draft/decline`, { why }),
};
