import { join } from 'node:path';
import { passwordDesk } from '#console/accounts/passwords.ts';
import { hashToken } from '#console/accounts/tokens.ts';
import { append, type NewActivity } from '#records/activities.ts';
import { keepAttachments } from '#records/attachments.ts';
import { addToCase } from '#records/cases/case-additions.ts';
import { noteInCase } from '#records/cases/change-case.ts';
import { fileTicket } from '#records/cases/tickets.ts';
import { systemClock } from '#records/clock.ts';
import { openConversation } from '#records/conversations.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import { openMoveIn } from '#records/move-in/case.ts';
import { openPage } from '#records/paging/calls.ts';
import { issueCode } from '#records/residents/household-codes.ts';
import { redeemCode } from '#records/residents/redeem-code.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { addInvite, addReset } from '#records/staff/links.ts';
import { addSignIn } from '#records/staff/sign-ins.ts';
import { addStaff } from '#records/staff/staff.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import { ROOT } from '#src/root.ts';
import { staffCommand } from '#src/staff.ts';
import type { Storage, Tx } from '#storage/storage.ts';
import { PASSWORD } from '../lobby/staff-client.ts';
import { HOSTILE_WORDS } from './hostile-words.ts';

const ESTATE = 'qinghu';
const UNIT = '3-2-501';
const STEP = 8;

/** What there is to look at, by id. */
export interface HostileOffice {
  chats: string[];
  waiting: string;
  tickets: string[];
  moveIn: string;
  staff: string[];
  /** Tokens of links that open: an invitation, and one for a new password. */
  invite: string;
  reset: string;
}

/** Fills an office with the corpus, in every place that people outside or inside it write words to; `root` is its administrator. */
export async function hostileOffice(storage: Storage): Promise<HostileOffice> {
  const terminal = { password: async () => PASSWORD, say: () => {} };
  const args = ['add', 'root', '--role', 'admin', '--display-name', '王经理', '--password-stdin'];
  await staffCommand(args, { storage, handbookDir: join(ROOT, 'data') }, terminal);
  const hash = await passwordDesk().hash(PASSWORD);
  return storage.transact(async (tx) => {
    const chats: string[] = [];
    for (let at = 0; at < HOSTILE_WORDS.length; at += STEP) chats.push(await aHostileChat(tx, at));
    const [chat = ''] = chats;
    const tickets: string[] = [];
    for (let at = 0; at < HOSTILE_WORDS.length; at += STEP) tickets.push(await aHostileTicket(tx, chat, at));
    const waiting = chats.at(-1) ?? '';
    const wish = { conversationId: waiting, estateId: ESTATE, reason: 'asked', level: 'urgent' } as const;
    await requestHandoff(tx, wish, systemClock);
    await alarm(tx, chats.at(-2) ?? '', tickets[0] ?? '');
    await household(tx, chats[1] ?? '');
    return {
      chats,
      waiting,
      tickets,
      moveIn: await moveIn(tx, chats[2] ?? ''),
      ...(await accounts(tx, hash)),
    };
  });
}

/** The corpus from a place on, for as many fields as a record has. */
const words = (at: number) => HOSTILE_WORDS[at % HOSTILE_WORDS.length] ?? '';

async function aHostileChat(tx: Tx, from: number): Promise<string> {
  const id = systemClock.id();
  const now = systemClock.now();
  const conversation = { id, estateId: ESTATE, channel: 'webchat', userId: `dl_${from}`, locale: 'zh-CN' };
  await openConversation(tx, { ...conversation, userName: words(from) }, now);
  const files = Array.from({ length: 2 }, (_, n) => ({
    id: systemClock.id(),
    name: words(from + n),
    contentType: n === 0 ? 'image/png' : 'application/octet-stream',
    bytes: Buffer.from('<script>xss(1)</script>'),
  }));
  await keepAttachments(tx, { id, estateId: ESTATE }, files, now);
  const attachments = files.map(({ id: file, name, contentType }) => ({
    name,
    contentType,
    contentUrl: FILE_LINK + file,
  }));
  const said: NewActivity[] = [
    { type: 'message', role: 'resident', fromId: 'dl', text: words(from), body: { attachments } },
  ];
  for (let at = from; at < from + STEP; at++) {
    const actions = [{ type: 'imBack', title: words(at), value: words(at) }];
    said.push(
      { type: 'message', role: 'resident', fromId: 'dl', fromName: words(at), text: words(at) },
      {
        type: 'message',
        role: 'desk',
        fromId: 'desk',
        text: words(at),
        body: { textFormat: 'markdown', suggestedActions: { to: [], actions } },
      },
      { type: 'message', role: 'staff', fromId: 'staff', fromName: words(at), text: words(at) },
      {
        type: 'event',
        role: 'system',
        fromId: 'desk',
        body: { name: words(at), value: { state: words(at) } },
        visibility: 'staff',
      },
    );
  }
  await append(tx, id, said, now);
  return id;
}

async function aHostileTicket(tx: Tx, conversationId: string, from: number): Promise<string> {
  const now = systemClock.now();
  const row = await fileTicket(
    tx,
    {
      estateId: ESTATE,
      conversationId,
      service: 'repair',
      letter: 'R',
      date: '20261123',
      level: 'ordinary',
      category: words(from),
      unitCode: words(from + 1),
      place: words(from + 2),
      summary: words(from + 3),
      answers: { [words(from + 4)]: { value: words(from + 5), told: words(from + 5) } },
      contactName: words(from + 6),
      contactPhone: words(from + 7),
      actor: 'desk',
    },
    systemClock,
  );
  const files = [{ id: 'none', name: words(from), contentType: 'image/png' }];
  await addToCase(tx, row, { words: words(from + 1), conversationId, files }, now);
  const note = { ticketId: row.id, words: words(from + 2), actor: words(from + 3) };
  await noteInCase(tx, note, now);
  const detail = { why: words(from + 4), [words(from + 5)]: words(from + 6) };
  const entry = {
    actor: words(from + 7),
    action: words(from + 6),
    subject: `ticket:${row.id}`,
    estateId: ESTATE,
    detail,
  };
  await writeAudit(tx, entry, now);
  return row.id;
}

async function alarm(tx: Tx, conversationId: string, ticketId: string): Promise<void> {
  const both = (at: number) => ({ zh: words(at), en: words(at) });
  const people = [{ name: both(6), means: [] }];
  const page = {
    estateId: ESTATE,
    conversationId,
    ticketId,
    kind: words(7),
    place: both(12),
    notes: [],
    people,
    minutes: 5,
  };
  await openPage(tx, page, systemClock);
}

async function household(tx: Tx, conversationId: string): Promise<void> {
  const wish = { estateId: ESTATE, unitCode: UNIT, relation: 'owner', actor: 'staff:x', why: words(0) } as const;
  const { code } = await issueCode(tx, { ...wish, name: words(6) }, systemClock);
  await issueCode(tx, { ...wish, name: words(7) }, systemClock);
  const chat = { id: conversationId, estate_id: ESTATE, resident_id: null };
  await redeemCode(tx, chat, code, systemClock);
}

async function moveIn(tx: Tx, conversationId: string): Promise<string> {
  const ticket = {
    estateId: ESTATE,
    conversationId,
    unitCode: UNIT,
    date: '20261123',
    level: 'ordinary',
    summary: words(6),
    place: words(7),
    contactName: words(12),
    answers: {},
    actor: 'desk',
  } as const;
  const opened = await openMoveIn(tx, { ticket, kind: 'owner', track: 'handover' }, systemClock);
  return opened.kind === 'opened' ? opened.ticket.id : '';
}

async function accounts(tx: Tx, passwordHash: string): Promise<Pick<HostileOffice, 'staff' | 'invite' | 'reset'>> {
  const now = systemClock.now();
  const ids: string[] = [];
  for (const [at, displayName] of HOSTILE_WORDS.entries()) {
    const account = { name: `hostile${at}`, displayName, role: 'agent', estates: '*', passwordHash } as const;
    const row = await addStaff(tx, account, systemClock);
    if (!row) throw new Error('the office is not empty');
    ids.push(row.id);
    const tried = { at: now, how: 'password', outcome: 'wrong-password' } as const;
    await addSignIn(tx, { staff_id: row.id, address: words(at + 1), browser: words(at + 2), ...tried });
    const detail = { why: words(at + 1), role: words(at + 2) };
    await writeAudit(tx, { actor: `staff:${row.id}`, action: 'staff.role', subject: `staff:${row.id}`, detail }, now);
  }
  const madeBy = ids[0] ?? '';
  const invite = {
    tokenHash: hashToken('hostile-invite'),
    label: words(6),
    role: 'agent',
    estates: '*',
    madeBy,
  } as const;
  await addInvite(tx, invite, systemClock);
  const staff = { id: ids[1] ?? '', name: words(6), role: 'agent', estates: '["*"]' } as const;
  await addReset(tx, { tokenHash: hashToken('hostile-reset'), staff, madeBy }, systemClock);
  return { staff: ids, invite: 'hostile-invite', reset: 'hostile-reset' };
}
