import type {
  Clerks,
  ExportLink,
  ExportRequest,
  HoldRequest,
  Retention,
  RetentionRequest,
  ScriptSums,
  Scripts,
  WhyRequest,
} from '#console/transcripts/transcripts-api.ts';
import { post, read } from '../api/call.ts';
import { type Filter, query } from '../api/calls.ts';

const conversation = (id: string) => `conversations/${encodeURIComponent(id)}`;

/** What managers do with conversations; each throws `Refusal`. */
export const transcriptsDesk = {
  script: (id: string, signal: AbortSignal) => read<Scripts>(`${conversation(id)}/script`, signal),
  unmask: (id: string, wish: WhyRequest) => post(`${conversation(id)}/unmask`, wish),
  hold: (id: string, wish: HoldRequest) => post(`${conversation(id)}/hold`, wish),
  clerks: (signal: AbortSignal) => read<Clerks>('clerks', signal),
  scripts: (filter: Filter, signal: AbortSignal) => read<ScriptSums>(`scripts${query(filter)}`, signal),
  order: (wish: ExportRequest) => post<ExportLink>('exports', wish),
  retention: (estate: string, signal: AbortSignal) => read<Retention>(`retention${query({ estate })}`, signal),
  deleteDue: (estate: string, wish: RetentionRequest) => post(`retention/${encodeURIComponent(estate)}/run`, wish),
};
