import type {
  Answers,
  CaseForm,
  CaseRequest,
  ChatNoteRequest,
  Colleagues,
  CorrectionRequest,
  DraftCheck,
  Mentions,
  PromiseChangeRequest,
  PromiseRequest,
  Promises,
  Replies,
  ResidentCard,
} from '#console/chats/clerk-api.ts';
import { post, read } from './call.ts';

const chat = (id: string) => `conversations/${encodeURIComponent(id)}`;

/** What helps a clerk in a chat, one function a call; each throws `Refusal`. */
export const clerk = {
  card: (id: string, signal: AbortSignal) => read<ResidentCard>(`${chat(id)}/card`, signal),
  checkDraft: (id: string, text: string) => post<DraftCheck>(`${chat(id)}/draft`, { text }),
  replies: (id: string, signal?: AbortSignal) => read<Replies>(`${chat(id)}/replies`, signal),
  answers: (id: string, q: string, signal: AbortSignal) =>
    read<Answers>(`${chat(id)}/answers${q ? `?q=${encodeURIComponent(q)}` : ''}`, signal),
  colleagues: (id: string, signal: AbortSignal) => read<Colleagues>(`${chat(id)}/colleagues`, signal),
  addNote: (id: string, note: ChatNoteRequest) => post(`${chat(id)}/notes`, note),
  mentions: (signal: AbortSignal) => read<Mentions>('mentions', signal),
  seeMentions: (id: string) => post(`${chat(id)}/mentions-seen`),
  promises: (signal: AbortSignal) => read<Promises>('promises', signal),
  addPromise: (id: string, promise: PromiseRequest) => post<{ id: string }>(`${chat(id)}/promises`, promise),
  changePromise: (id: string, change: PromiseChangeRequest) => post(`promises/${encodeURIComponent(id)}`, change),
  caseForm: (id: string, signal: AbortSignal) => read<CaseForm>(`${chat(id)}/case-form`, signal),
  fileCase: (id: string, wish: CaseRequest) => post<{ id: string; number: string }>(`${chat(id)}/cases`, wish),
  correctCase: (id: string, correction: CorrectionRequest) =>
    post(`tickets/${encodeURIComponent(id)}/corrections`, correction),
};
