import type { Route } from './call.ts';
import { changeState, noteCase, showPhone } from './case-calls.ts';
import { claim, letGo, send, typing } from './chat-calls.ts';
import { acceptDraft, declineDraft, takeDraft } from './draft-calls.ts';
import { showEntries, showEntry, takeOver, takeReply, takeScan } from './entry-calls.ts';
import { sendFile } from './file-call.ts';
import {
  endBelonging,
  issueHouseholdCode,
  revokeHouseholdCode,
  showHousehold,
  showHouseholds,
} from './household-calls.ts';
import { checkForm, showForms, takeEntry } from './intake-calls.ts';
import { putInForce, showDraft, startTrial } from './lesson-calls.ts';
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
import { giveToDesk, showQuestion, showQuestions, takeAnswer } from './question-calls.ts';
import {
  showConversation,
  showConversations,
  showLog,
  showQueue,
  showTicket,
  showTickets,
  showTranscript,
} from './reading-calls.ts';
import { applyRegister, previewRegister, sendRegister } from './register-calls.ts';
import { showReview, takeBack, takeLabel } from './review-calls.ts';
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
  { method: 'get', path: 'questions', right: 'answer-questions', handle: showQuestions },
  { method: 'get', path: 'questions/:id', right: 'answer-questions', handle: showQuestion },
  { method: 'post', path: 'questions/:id/answer', right: 'answer-questions', handle: takeAnswer },
  { method: 'post', path: 'questions/:id/desk', right: 'answer-questions', handle: giveToDesk },
  { method: 'post', path: 'questions/:id/draft', right: 'answer-questions', handle: takeDraft },
  { method: 'post', path: 'questions/:id/draft/accept', right: 'review-knowledge', handle: acceptDraft },
  { method: 'post', path: 'questions/:id/draft/decline', right: 'review-knowledge', handle: declineDraft },
  { method: 'get', path: 'review', right: 'teach-desk', handle: showReview },
  { method: 'get', path: 'review/draft', right: 'teach-desk', handle: showDraft },
  { method: 'post', path: 'review/trials', right: 'teach-desk', handle: startTrial },
  { method: 'post', path: 'review/in-force', right: 'teach-desk', handle: putInForce },
  { method: 'post', path: 'review/:id/:seq/label', right: 'teach-desk', handle: takeLabel },
  { method: 'post', path: 'review/:id/:seq/undo', right: 'teach-desk', handle: takeBack },
  { method: 'get', path: 'intake', right: 'take-calls', handle: showForms },
  { method: 'post', path: 'intake', right: 'take-calls', handle: takeEntry },
  { method: 'post', path: 'intake/check', right: 'take-calls', handle: checkForm },
  { method: 'post', path: 'intake/:estate/scans/:draft', right: 'take-calls', takes: 'file', handle: takeScan },
  { method: 'get', path: 'entries', right: 'take-calls', handle: showEntries },
  { method: 'get', path: 'entries/:id', right: 'take-calls', handle: showEntry },
  { method: 'post', path: 'entries/:id/reply', right: 'take-calls', handle: takeReply },
  { method: 'post', path: 'entries/:id/own', right: 'take-calls', handle: takeOver },
  { method: 'get', path: 'register/:estate', right: 'import-register', handle: sendRegister },
  { method: 'post', path: 'register/:estate', right: 'import-register', takes: 'file', handle: applyRegister },
  {
    method: 'post',
    path: 'register/:estate/preview',
    right: 'import-register',
    takes: 'file',
    handle: previewRegister,
  },
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
