import type { Route } from './call.ts';
import { claim, letGo, send, typing } from './chat-calls.ts';
import { sendFile } from './file-call.ts';
import { toMe } from './me.ts';
import { acceptAlarm, showAlarms } from './page-calls.ts';
import {
  showConversation,
  showConversations,
  showLog,
  showQueue,
  showTicket,
  showTickets,
  showTranscript,
} from './reading-calls.ts';
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
  { method: 'post', path: 'conversations/:id/typing', right: 'answer-chats', handle: typing },
  { method: 'post', path: 'conversations/:id/return', right: 'answer-chats', handle: letGo('returned') },
  { method: 'post', path: 'conversations/:id/close', right: 'answer-chats', handle: letGo('closed') },
  { method: 'get', path: 'tickets', right: 'read-tickets', handle: showTickets },
  { method: 'get', path: 'tickets/:id', right: 'read-tickets', handle: showTicket },
];
