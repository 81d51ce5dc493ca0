import { fillByClerk, finalAnswers, type Typed } from '#dialogs/asking/by-clerk.ts';
import type { Form } from '#dialogs/asking/form.ts';
import type { Answers } from '#dialogs/desk-state.ts';
import type { MessageFile } from '#dialogs/desk-turn.ts';
import { append, type NewActivity } from '#records/activities.ts';
import { addTicketEvent, ticketsOfConversation } from '#records/cases/tickets.ts';
import { openConversation } from '#records/conversations.ts';
import type { OfficeChannel } from '#records/office/channels.ts';
import { completeEntry, keepOfficeEntry } from '#records/office/entries.ts';
import { keepSteps } from '#records/transcripts/script-steps.ts';
import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { Tx } from '#storage/storage.ts';
import { toReply } from './activities.ts';
import { clerkTurn, conversationOf, type FormWish } from './clerk-turn.ts';
import type { TurnTools } from './turn.ts';

/** How what a clerk typed came in, and who writes it down. */
export interface EntryWish {
  /** Made by the page: filed twice, it stands once. */
  conversationId: string;
  channel: OfficeChannel;
  staff: { id: string; name: string };
  /** Scans that were sent up for it. */
  files: MessageFile[];
  replyBy?: number | undefined;
  /** True to tell it to the desk as the cry it is, which files the case and calls whoever is on duty. */
  emergency: boolean;
}

/** What came of an entry: its cases, and what to say to whoever called. */
export interface FiledEntry {
  conversationId: string;
  tickets: { id: string; number: string }[];
  said: string[];
}

interface Matter {
  tools: TurnTools;
  tx: Tx;
  wish: FormWish & EntryWish;
  form: Form | undefined;
  typed: Record<string, Typed>;
}

/**
 * Writes an entry down in one transaction: its conversation with what was told and the scans, the case as the form itself files
 * it, and what the desk says to it. A danger is told to the desk like any cry, which does the rest. Undefined while the form is
 * not ready.
 */
export async function fileEntry(matter: Matter): Promise<FiledEntry | undefined> {
  const { tools, tx, wish, form } = matter;
  const { conversationId: id, channel, staff, estateId } = wish;
  const now = tools.clock.now();
  const opened = await openConversation(tx, conversationOf(id, wish, channel), now);
  if (!opened) return filed(tx, id, []);
  if (wish.caller.residentId) await speakFor(tx, id, wish.caller.residentId);
  await append(tx, id, [entered(wish), told(matter)], now);
  const entry = { estateId, conversationId: id, channel, staffId: staff.id, replyBy: wish.replyBy };
  const { name: caller, phone, unitCode } = wish.caller;
  await keepOfficeEntry(tx, { ...entry, caller, phone, unitCode, summary: summaryOf(matter) }, tools.clock);
  if (wish.emergency || !form) return filed(tx, id, []);
  const said = await fileForm(matter, form);
  return said && filed(tx, id, said);
}

/** The case is of whoever calls, on every channel. */
async function speakFor(tx: Tx, id: string, residentId: string): Promise<void> {
  await tx.db.updateTable('conversation').set({ resident_id: residentId }).where('id', '=', id).execute();
}

async function fileForm(matter: Matter, form: Form): Promise<string[] | undefined> {
  const { tools, tx, wish, typed } = matter;
  const { conversationId: id, staff, estateId } = wish;
  const { turn, sent } = await clerkTurn(tools, tx, { id, wish });
  const filled = await fillByClerk(turn, form, { typed, caller: wish.caller });
  const pictures = wish.files.filter(({ contentType }) => contentType.startsWith('image/'));
  const answers = filled.forPerson ? undefined : finalAnswers(turn, form, filled, pictures);
  if (!answers) throw new NotReady();
  const [first] = form.questions.flatMap(({ key }) => typed[key] ?? []);
  if (first) turn.incoming = { ...turn.incoming, ...first };
  await form.file(turn, answers);
  await completeEntry(tx, id, reachIn(answers));
  const now = tools.clock.now();
  const { activity } = turn.context;
  const replies = sent.map((one) => toReply(one, activity, 0));
  const placed = await append(tx, id, replies, now);
  const seq = placed.at(-1)?.seq ?? 1;
  await keepSteps(tx, { conversationId: id, estateId, seq, steps: turn.steps }, now);
  await tx.db
    .updateTable('conversation')
    .set({ service: turn.service ?? form.name })
    .where('id', '=', id)
    .execute();
  const detail = { channel: wish.channel };
  for (const { id: ticketId } of await ticketsOfConversation(tx.db, id))
    await addTicketEvent(tx, ticketId, { actor: `staff:${staff.id}`, kind: 'entered', detail }, now);
  return sent.flatMap(({ type, text }) => (type === 'message' && text ? [text] : []));
}

/** Who called and from which home, where the form asked for it. */
function reachIn({ contact, where, home }: Answers) {
  const { name, phone } = (contact?.value ?? {}) as { name?: string; phone?: string };
  const { code } = ((where ?? home)?.value ?? {}) as { code?: string };
  return { caller: name, phone, unitCode: code };
}

/** The form lacks an answer: what was written down so far is undone. */
export class NotReady extends Error {
  constructor() {
    super('The form is not ready to be filed.');
  }
}

async function filed(tx: Tx, conversationId: string, said: string[]): Promise<FiledEntry> {
  const tickets = await ticketsOfConversation(tx.db, conversationId);
  return { conversationId, said, tickets: tickets.map(({ id, number }) => ({ id, number })) };
}

/** Who wrote it down, for the office alone. */
function entered({ staff, channel, form }: Matter['wish']): NewActivity {
  const body = { name: 'entry.entered', value: { channel, form } };
  return { type: 'event', role: 'system', fromId: 'office', fromName: staff.name, visibility: 'staff', body };
}

/** What was told, in the words that the clerk wrote down; a danger is owed a turn like any cry. */
function told({ wish, form, tools }: Matter): NewActivity {
  const say = tools.speech.say(wish.locale);
  const text = inOrder({ wish, form })
    .map(([key, words]) => (form && !wish.emergency ? named(say, form, key, words) : words))
    .join('\n');
  const attachments = wish.files.map(({ id, ...file }) => ({ ...file, contentUrl: FILE_LINK + id }));
  const body = attachments.length > 0 ? { attachments } : {};
  const fromName = wish.caller.name || undefined;
  const who = { role: 'resident', fromId: `caller:${wish.conversationId}`, ...(fromName && { fromName }) } as const;
  return { type: 'message', ...who, text, body, inbound: wish.emergency };
}

function named(say: (key: string, values?: Record<string, string>) => string, form: Form, key: string, words: string) {
  return say('asking:line', { name: say(`${form.name}:name.${key}`), told: words.trim() });
}

const LONGEST = 200;

function summaryOf(matter: Pick<Matter, 'wish' | 'form'>): string {
  const [[, first] = ['', '']] = inOrder(matter);
  return first.replace(/\s+/gu, ' ').trim().slice(0, LONGEST);
}

/** What was typed, in the order in which the form asks for it. */
function inOrder({ wish, form }: Pick<Matter, 'wish' | 'form'>): [key: string, words: string][] {
  const keys = form?.questions.map(({ key }) => key) ?? Object.keys(wish.fields);
  return keys.flatMap((key): [string, string][] => {
    const words = wish.fields[key]?.trim() ?? '';
    return words === '' ? [] : [[key, words]];
  });
}
