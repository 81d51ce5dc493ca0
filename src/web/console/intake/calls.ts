import type {
  IntakeCheck,
  IntakeDetail,
  IntakeFiled,
  IntakeForms,
  IntakeList,
  IntakeReplyRequest,
  IntakeRequest,
  IntakeWish,
} from '#console/intake/intake-api.ts';
import { post, postFile, read } from '../api/call.ts';
import { type Filter, query } from '../api/calls.ts';

const entry = (id: string) => `entries/${encodeURIComponent(id)}`;

/** A scan as the desk has kept it. */
export interface Scan {
  id: string;
  name: string;
  contentType: string;
}

/** The calls for calls, visits and letters; each throws `Refusal`. */
export const intakeCalls = {
  forms: (locale: string, signal: AbortSignal) => read<IntakeForms>(`intake${query({ locale })}`, signal),
  check: (wish: IntakeWish) => post<IntakeCheck>('intake/check', wish),
  file: (request: IntakeRequest) => post<IntakeFiled>('intake', request),
  scan: (estate: string, draft: string, file: File) =>
    postFile<Scan>(`intake/${encodeURIComponent(estate)}/scans/${draft}`, file),
  list: (filter: Filter, signal: AbortSignal) => read<IntakeList>(`entries${query(filter)}`, signal),
  one: (id: string, signal: AbortSignal) => read<IntakeDetail>(entry(id), signal),
  reply: (id: string, reply: IntakeReplyRequest) => post(`${entry(id)}/reply`, reply),
  own: (id: string) => post(`${entry(id)}/own`),
};
