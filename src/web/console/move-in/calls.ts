import type {
  ChecksRequest,
  DefectRequest,
  DefectStepRequest,
  FeeSheetRequest,
  KeyRequest,
  MoveInDetail,
  PapersRequest,
  StepRequest,
} from '#console/residents/move-in-api.ts';
import type { MoveInDay } from '#console/residents/move-in-day-api.ts';
import { post, read } from '../api/call.ts';

const at = (id: string) => `tickets/${encodeURIComponent(id)}/move-in`;

/** The desk's API for move-in cases, one function a call; each throws `Refusal`. */
export const moveInDesk = {
  day: (estate: string, date: string, signal: AbortSignal) =>
    read<MoveInDay>(`move-in/days/${encodeURIComponent(estate)}/${encodeURIComponent(date)}`, signal),
  read: (id: string, signal: AbortSignal) => read<MoveInDetail>(at(id), signal),
  step: (id: string, wish: StepRequest) => post(`${at(id)}/steps`, wish),
  decide: (id: string, wish: StepRequest) => post(`${at(id)}/decisions`, wish),
  papers: (id: string, papers: PapersRequest) => post(`${at(id)}/papers`, papers),
  checks: (id: string, checks: ChecksRequest) => post(`${at(id)}/checks`, checks),
  addDefect: (id: string, defect: DefectRequest) => post(`${at(id)}/defects`, defect),
  moveDefect: (id: string, defect: string, wish: DefectStepRequest) =>
    post(`${at(id)}/defects/${encodeURIComponent(defect)}`, wish),
  key: (id: string, line: KeyRequest) => post(`${at(id)}/keys`, line),
  feeSheet: (id: string, sheet: FeeSheetRequest) => post(`${at(id)}/fee-sheet`, sheet),
};
