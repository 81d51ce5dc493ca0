import type { Route } from './call.ts';
import { changeState, noteCase, showPhone } from './case-calls.ts';
import { claim, letGo, send, typing } from './chat-calls.ts';
import { showConversation, showConversations, showLog, showTranscript } from './conversation-calls.ts';
import { orderExport, sendExport } from './export-calls.ts';
import { showFigures, showLiveFigures } from './figures-calls.ts';
import { sendFile } from './file-call.ts';
import {
  endBelonging,
  issueHouseholdCode,
  revokeHouseholdCode,
  showHousehold,
  showHouseholds,
} from './household-calls.ts';
import { toMe } from './me.ts';
import {
  decideMoveIn,
  showMoveIn,
  takeChecks,
  takeDefect,
  takeDefectStep,
  takeFeeSheet,
  takeKeyLine,
  takeMoveInStep,
  takePapers,
} from './move-in-calls.ts';
import { acceptAlarm, showAlarms } from './page-calls.ts';
import { sendPhoto } from './photo-call.ts';
import { showQueue, showTicket, showTickets } from './reading-calls.ts';
import { runRetention, showRetention } from './retention-calls.ts';
import { holdChat, showClerks, showScript, showScripts, unmaskChat } from './script-calls.ts';
import { setUp, setupState } from './setup.ts';
import { signIn, signOut } from './sign-in.ts';

/** Every call there is, with the right it needs; what is not here does not exist. */
export const ROUTES: readonly Route[] = [
  { method: 'get', path: 'setup', right: 'come-in', handle: setupState },
  { method: 'post', path: 'setup', right: 'come-in', handle: setUp },
  { method: 'post', path: 'sign-in', right: 'come-in', handle: signIn },
  { method: 'post', path: 'sign-out', right: 'use-own-account', handle: signOut },
  { method: 'get', path: 'me', right: 'use-own-account', handle: async ({ desk, me }) => toMe(desk, me) },
  {
    method: 'get',
    path: 'events',
    right: 'use-own-account',
    handle: async ({ desk, me, res }) => desk.streams.open(res, me),
  },
  { method: 'get', path: 'queue', right: 'see-queue', handle: showQueue },
  { method: 'get', path: 'alarms', right: 'see-queue', handle: showAlarms },
  { method: 'post', path: 'alarms/:id/accept', right: 'answer-chats', handle: acceptAlarm },
  { method: 'get', path: 'conversations', right: 'read-chats', handle: showConversations },
  { method: 'get', path: 'conversations/:id', right: 'read-chats', handle: showConversation },
  { method: 'get', path: 'conversations/:id/log', right: 'read-chats', handle: showLog },
  { method: 'get', path: 'conversations/:id/files/:file', right: 'read-chats', handle: sendFile },
  { method: 'get', path: 'conversations/:id/transcript', right: 'read-chats', handle: showTranscript },
  { method: 'get', path: 'conversations/:id/script', right: 'read-chats', handle: showScript },
  { method: 'post', path: 'conversations/:id/unmask', right: 'unmask-chats', handle: unmaskChat },
  { method: 'post', path: 'conversations/:id/hold', right: 'keep-chats', handle: holdChat },
  { method: 'get', path: 'clerks', right: 'read-chats', handle: showClerks },
  { method: 'get', path: 'scripts', right: 'see-scripts', handle: showScripts },
  { method: 'get', path: 'figures/:estate', right: 'see-figures', handle: showFigures },
  { method: 'get', path: 'figures/:estate/now', right: 'see-figures', handle: showLiveFigures },
  { method: 'post', path: 'exports', right: 'export-chats', handle: orderExport },
  { method: 'get', path: 'exports/:id', right: 'export-chats', handle: sendExport },
  { method: 'get', path: 'retention', right: 'keep-chats', handle: showRetention },
  { method: 'post', path: 'retention/:estate/run', right: 'keep-chats', handle: runRetention },
  { method: 'post', path: 'conversations/:id/claim', right: 'answer-chats', handle: claim },
  { method: 'post', path: 'conversations/:id/messages', right: 'answer-chats', handle: send },
  { method: 'post', path: 'conversations/:id/files', right: 'answer-chats', takes: 'file', handle: sendPhoto },
  { method: 'post', path: 'conversations/:id/typing', right: 'answer-chats', handle: typing },
  { method: 'post', path: 'conversations/:id/return', right: 'answer-chats', handle: letGo('returned') },
  { method: 'post', path: 'conversations/:id/close', right: 'answer-chats', handle: letGo('closed') },
  { method: 'get', path: 'tickets', right: 'read-tickets', handle: showTickets },
  { method: 'get', path: 'tickets/:id', right: 'read-tickets', handle: showTicket },
  { method: 'post', path: 'tickets/:id/state', right: 'change-cases', handle: changeState },
  { method: 'post', path: 'tickets/:id/notes', right: 'note-cases', handle: noteCase },
  { method: 'post', path: 'tickets/:id/phone', right: 'see-phones', handle: showPhone },
  { method: 'get', path: 'tickets/:id/move-in', right: 'read-tickets', handle: showMoveIn },
  { method: 'post', path: 'tickets/:id/move-in/steps', right: 'work-move-ins', handle: takeMoveInStep },
  { method: 'post', path: 'tickets/:id/move-in/decisions', right: 'decide-move-ins', handle: decideMoveIn },
  { method: 'post', path: 'tickets/:id/move-in/papers', right: 'work-move-ins', handle: takePapers },
  { method: 'post', path: 'tickets/:id/move-in/checks', right: 'work-move-ins', handle: takeChecks },
  { method: 'post', path: 'tickets/:id/move-in/defects', right: 'work-move-ins', handle: takeDefect },
  { method: 'post', path: 'tickets/:id/move-in/defects/:defect', right: 'work-move-ins', handle: takeDefectStep },
  { method: 'post', path: 'tickets/:id/move-in/keys', right: 'work-move-ins', handle: takeKeyLine },
  { method: 'post', path: 'tickets/:id/move-in/fee-sheet', right: 'work-move-ins', handle: takeFeeSheet },
  { method: 'get', path: 'households', right: 'read-households', handle: showHouseholds },
  { method: 'get', path: 'households/:estate/:unit', right: 'read-households', handle: showHousehold },
  { method: 'post', path: 'households/:estate/:unit/codes', right: 'bind-households', handle: issueHouseholdCode },
  {
    method: 'post',
    path: 'households/:estate/codes/:code/revoke',
    right: 'bind-households',
    handle: revokeHouseholdCode,
  },
  { method: 'post', path: 'households/:estate/members/:member/end', right: 'bind-households', handle: endBelonging },
];
