import {
  changePassword,
  confirmSecondFactor,
  endSecondFactor,
  offerSecondFactor,
  renewRecoveryCodes,
  showAccount,
} from '#console/accounts/account-calls.ts';
import { showAudit } from '#console/accounts/audit-calls.ts';
import { invite, revokeInvite, showInvites } from '#console/accounts/invite-calls.ts';
import { linkState, takeLink } from '#console/accounts/link-calls.ts';
import { toMe } from '#console/accounts/me.ts';
import { showAlerts } from '#console/accounts/my-posts.ts';
import { setUp, setupState } from '#console/accounts/setup.ts';
import { signIn, signOut } from '#console/accounts/sign-in.ts';
import {
  changeStaffRole,
  disable,
  enable,
  endSecondFactorOf,
  makeResetLink,
  showOneOfStaff,
  showStaff,
} from '#console/accounts/staff-calls.ts';
import { changeState, noteCase, showPhone } from '#console/cases/case-calls.ts';
import { showDeliveries } from '#console/cases/delivery-calls.ts';
import { sendFile } from '#console/cases/file-call.ts';
import { correctTicket, fileCase, showCaseForm } from '#console/cases/file-case-calls.ts';
import { acceptAlarm, showAlarms } from '#console/cases/page-calls.ts';
import { addPromise, endPromise, showPromises } from '#console/cases/promise-calls.ts';
import { showCard } from '#console/chats/card-calls.ts';
import { claim, letGo, send, typing } from '#console/chats/chat-calls.ts';
import { checkDraft } from '#console/chats/check-draft.ts';
import { answerForm, pull, showTargets, takeOver, transfer } from '#console/chats/handoff-calls.ts';
import { showReplies, suggestAnswers } from '#console/chats/help-calls.ts';
import { showLateChats } from '#console/chats/late-chats.ts';
import { addNote, markMentionsSeen, showColleagues, showMentions } from '#console/chats/note-calls.ts';
import { sendPhoto } from '#console/chats/photo-call.ts';
import { setPost, showOwnPost, showPosts } from '#console/chats/post-calls.ts';
import { notePresence, showLooking } from '#console/chats/presence-calls.ts';
import { showFigures, showLiveFigures } from '#console/figures/figures-calls.ts';
import { showEntries, showEntry, takeOver as takeEntryOver, takeReply, takeScan } from '#console/intake/entry-calls.ts';
import { checkForm, showForms, takeEntry } from '#console/intake/intake-calls.ts';
import { acceptDraft, declineDraft, takeDraft } from '#console/questions/draft-calls.ts';
import { putInForce, showDraft, startTrial } from '#console/questions/lesson-calls.ts';
import { giveToDesk, showQuestion, showQuestions, takeAnswer } from '#console/questions/question-calls.ts';
import { showReview, takeBack, takeLabel } from '#console/questions/review-calls.ts';
import {
  endBelonging,
  issueHouseholdCode,
  revokeHouseholdCode,
  showHousehold,
  showHouseholds,
} from '#console/residents/household-calls.ts';
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
} from '#console/residents/move-in-calls.ts';
import { showMoveInDay } from '#console/residents/move-in-day-call.ts';
import { applyRegister, previewRegister, sendRegister } from '#console/residents/register-calls.ts';
import {
  showConversation,
  showConversations,
  showLog,
  showTranscript,
} from '#console/transcripts/conversation-calls.ts';
import { orderExport, sendExport } from '#console/transcripts/export-calls.ts';
import { showQueue, showTicket, showTickets } from '#console/transcripts/reading-calls.ts';
import { runRetention, showRetention } from '#console/transcripts/retention-calls.ts';
import { holdChat, showClerks, showScript, showScripts, unmaskChat } from '#console/transcripts/script-calls.ts';
import type { Route } from './call.ts';

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
  { method: 'get', path: 'link', right: 'come-in', handle: linkState },
  { method: 'post', path: 'link', right: 'come-in', handle: takeLink },
  { method: 'get', path: 'account', right: 'use-own-account', handle: showAccount },
  { method: 'post', path: 'account/password', right: 'use-own-account', handle: changePassword },
  { method: 'post', path: 'account/second-factor', right: 'use-own-account', handle: offerSecondFactor },
  { method: 'post', path: 'account/second-factor/confirm', right: 'use-own-account', handle: confirmSecondFactor },
  { method: 'post', path: 'account/second-factor/codes', right: 'use-own-account', handle: renewRecoveryCodes },
  { method: 'post', path: 'account/second-factor/end', right: 'use-own-account', handle: endSecondFactor },
  { method: 'get', path: 'staff', right: 'see-staff', handle: showStaff },
  { method: 'get', path: 'staff/:id', right: 'see-staff', handle: showOneOfStaff },
  { method: 'post', path: 'staff/:id/disable', right: 'manage-staff', handle: disable },
  { method: 'post', path: 'staff/:id/enable', right: 'manage-staff', handle: enable },
  { method: 'post', path: 'staff/:id/role', right: 'manage-staff', handle: changeStaffRole },
  { method: 'post', path: 'staff/:id/reset-link', right: 'manage-staff', handle: makeResetLink },
  { method: 'post', path: 'staff/:id/second-factor/end', right: 'manage-staff', handle: endSecondFactorOf },
  { method: 'get', path: 'invites', right: 'manage-staff', handle: showInvites },
  { method: 'post', path: 'invites', right: 'manage-staff', handle: invite },
  { method: 'post', path: 'invites/:id/revoke', right: 'manage-staff', handle: revokeInvite },
  { method: 'get', path: 'audit', right: 'read-audit', handle: showAudit },
  { method: 'get', path: 'queue', right: 'see-queue', handle: showQueue },
  { method: 'get', path: 'queue/late', right: 'take-over-chats', handle: showLateChats },
  { method: 'get', path: 'alarms', right: 'see-queue', handle: showAlarms },
  { method: 'post', path: 'alarms/:id/accept', right: 'answer-chats', handle: acceptAlarm },
  { method: 'get', path: 'conversations', right: 'read-chats', handle: showConversations },
  { method: 'get', path: 'conversations/:id', right: 'read-chats', handle: showConversation },
  { method: 'get', path: 'conversations/:id/log', right: 'read-chats', handle: showLog },
  { method: 'get', path: 'conversations/:id/deliveries', right: 'read-chats', handle: showDeliveries },
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
  { method: 'get', path: 'conversations/:id/card', right: 'read-chats', handle: showCard },
  { method: 'get', path: 'conversations/:id/replies', right: 'answer-chats', handle: showReplies },
  { method: 'get', path: 'conversations/:id/answers', right: 'answer-chats', handle: suggestAnswers },
  { method: 'post', path: 'conversations/:id/draft', right: 'answer-chats', handle: checkDraft },
  { method: 'get', path: 'conversations/:id/colleagues', right: 'note-chats', handle: showColleagues },
  { method: 'post', path: 'conversations/:id/notes', right: 'note-chats', handle: addNote },
  { method: 'post', path: 'conversations/:id/mentions-seen', right: 'note-chats', handle: markMentionsSeen },
  { method: 'get', path: 'mentions', right: 'note-chats', handle: showMentions },
  { method: 'get', path: 'promises', right: 'keep-promises', handle: showPromises },
  { method: 'post', path: 'conversations/:id/promises', right: 'keep-promises', handle: addPromise },
  { method: 'post', path: 'promises/:id', right: 'keep-promises', handle: endPromise },
  { method: 'get', path: 'conversations/:id/case-form', right: 'file-cases', handle: showCaseForm },
  { method: 'post', path: 'conversations/:id/cases', right: 'file-cases', handle: fileCase },
  { method: 'post', path: 'tickets/:id/corrections', right: 'file-cases', handle: correctTicket },
  { method: 'post', path: 'conversations/:id/pull', right: 'answer-chats', handle: pull },
  { method: 'post', path: 'conversations/:id/take-over', right: 'take-over-chats', handle: takeOver },
  { method: 'post', path: 'conversations/:id/transfer', right: 'answer-chats', handle: transfer },
  { method: 'post', path: 'conversations/:id/answers', right: 'answer-chats', handle: answerForm },
  { method: 'get', path: 'conversations/:id/looking', right: 'read-chats', handle: showLooking },
  { method: 'get', path: 'conversations/:id/targets', right: 'answer-chats', handle: showTargets },
  { method: 'post', path: 'presence', right: 'see-queue', handle: notePresence },
  { method: 'get', path: 'post', right: 'use-own-account', handle: showOwnPost },
  { method: 'get', path: 'posts', right: 'set-posts', handle: showPosts },
  { method: 'post', path: 'posts/:staff', right: 'set-posts', handle: setPost },
  { method: 'get', path: 'tickets', right: 'read-tickets', handle: showTickets },
  { method: 'get', path: 'tickets/alerts', right: 'read-tickets', handle: showAlerts },
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
  { method: 'get', path: 'move-in/days/:estate/:date', right: 'read-tickets', handle: showMoveInDay },
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
  { method: 'post', path: 'entries/:id/own', right: 'take-calls', handle: takeEntryOver },
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
