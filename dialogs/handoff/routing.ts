import type { HandoffWish } from '#records/handoffs/handoffs.ts';
import { lastComplaint, lastServedBy, staffNamedIn } from '#records/handoffs/history.ts';
import { type Avoid, hasRoom, isAboutClerk, isFor } from '#records/handoffs/rules.ts';
import { readPresent } from '#records/staff/presence.ts';
import type { DeskTurn } from '../desk-turn.ts';

/** Where a chat goes: its desk, whom it must not go to, and who is asked first. */
export type Route = Pick<HandoffWish, 'desk' | 'avoid' | 'offered'>;

/** Finds the desk for what a chat is about; a complaint goes to nobody it is about, neither a person nor a desk. */
export async function routeOf(turn: DeskTurn, level: HandoffWish['level']): Promise<Route> {
  const complaint = await complaintIn(turn);
  const avoid = complaint ? await aboutWhom(turn, complaint) : { staff: [], desks: [] };
  const desk = complaint ? deskForComplaint(turn, avoid) : deskForMatter(turn);
  return { desk, avoid, offered: await firstAsked(turn, { level, desk, avoid }) };
}

/** Whether anybody is there now who could take this chat. */
export async function isAnybodyThere(turn: DeskTurn, avoid: Avoid = { staff: [], desks: [] }): Promise<boolean> {
  const { tx, clock, conversation } = turn;
  const present = await readPresent(tx.db, conversation.estate_id, clock.now());
  return present.some((one) => !isAboutClerk({ avoid }, one));
}

interface Complaint {
  category: string | null;
  words: string;
}

/** The complaint that is being made, or was made here last while the conversation is still about it. */
async function complaintIn({ state, service, tx, conversation, incoming }: DeskTurn): Promise<Complaint | undefined> {
  const { open } = state;
  const filed = service === 'complaint' ? await lastComplaint(tx.db, conversation.id) : undefined;
  if (open?.form !== 'complaint') return filed;
  const told = Object.values(open.answers).map((one) => one.told);
  const { code } = (open.answers.category?.value ?? {}) as { code?: string };
  return { category: code ?? filed?.category ?? null, words: [...told, incoming.text, filed?.words ?? ''].join('\n') };
}

async function aboutWhom({ estate, tx, conversation }: DeskTurn, { category, words }: Complaint): Promise<Avoid> {
  const said = words.toLowerCase();
  const desks = estate.desks.desks.filter(
    ({ complainedOf }) =>
      complainedOf.categories.includes(category ?? '') ||
      complainedOf.words.some((word) => said.includes(word.toLowerCase())),
  );
  return {
    staff: await staffNamedIn(tx.db, conversation.estate_id, words),
    desks: desks.map(({ key }) => key),
  };
}

function deskForComplaint({ estate: { desks } }: DeskTurn, avoid: Avoid): string | null {
  const order = [...desks.complaints, ...desks.desks.map(({ key }) => key)];
  return order.find((key) => !avoid.desks.includes(key)) ?? null;
}

/** A kind of enquiry may have a desk of its own (费用 to the cashier); else the service has one, else the first. */
function deskForMatter({ estate: { desks }, incoming, state, service }: DeskTurn): string | null {
  const kind = incoming.understood.intents[0]?.name.replaceAll('_', '-');
  const matters = [kind, state.open?.form, service];
  const of = (matter: string | null | undefined) =>
    desks.desks.find(({ services }) => matter && services.includes(matter));
  return (matters.map(of).find((one) => one !== undefined) ?? desks.desks[0])?.key ?? null;
}

/** Who served this resident last is asked first, for a short time, when they are there and may have it. */
async function firstAsked(
  { estate: { desks }, tx, clock, conversation }: DeskTurn,
  { level, desk = null, avoid }: { level: HandoffWish['level']; desk: string | null; avoid: Avoid },
): Promise<HandoffWish['offered']> {
  if (level === 'critical' || desks.offerSeconds === null) return undefined;
  const last = await lastServedBy(tx.db, conversation);
  if (!last) return undefined;
  const present = await readPresent(tx.db, conversation.estate_id, clock.now());
  const clerk = present.find(({ id }) => id === last);
  const wanted = { level, desk, avoid, locale: conversation.locale };
  if (!clerk || !isFor(wanted, clerk) || !hasRoom(clerk, desks.capacity)) return undefined;
  return { to: clerk.id, until: clock.now() + desks.offerSeconds * 1000 };
}
