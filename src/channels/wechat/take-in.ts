import { createHash } from 'node:crypto';
import { append, type NewActivity } from '#records/activities.ts';
import { keepAttachments, type NewAttachment } from '#records/attachments.ts';
import { findConversation, openConversation } from '#records/conversations.ts';
import { putInOutbox } from '#records/outbox.ts';
import { erasedHolder } from '#records/retention/forget-reporter.ts';
import { erasedAt, eraseResident } from '#records/wechat/erasure.ts';
import { type Allowance, grantSends } from '#records/wechat/quota.ts';
import { countTry, expectReply, findInbound, type InboundKey, passOver } from '#records/wechat/replies.ts';
import type { Tx } from '#storage/storage.ts';
import type { AccessToken } from './access-token.ts';
import { declined } from './declined.ts';
import type { WechatDoor } from './door.ts';
import { type Fetched, fetchFor } from './fetch.ts';
import { allowanceOf, type Decline, type Meaning, meaningOf } from './meaning.ts';
import { type Push, safeType } from './read-push.ts';

const CHANNEL = 'wechat';
/** For how long (milliseconds) replies wait for a request: one try, or all three where only answers reach the resident. */
const WAITS = { canSend: 5000, answersOnly: 20_000 };

/** A push that stands in the log and is owed an answer. */
export interface TakenIn extends InboundKey {
  /** False when the answer does not come from a turn. */
  wantsTurn: boolean;
  /** How often the platform has asked by now. */
  tries: number;
  locale: 'zh-CN' | 'en';
}

/** What is written of one push. */
interface Matter {
  conversationId: string;
  push: Push;
  said: NewActivity;
  wantsTurn: boolean;
  grant?: Allowance;
  fetched?: Fetched;
  decline?: Decline;
  scene?: string;
  /** When it came, if that was earlier: nobody waits for its answer any more. */
  cameAt?: number;
}

/** The desk's id of a resident's conversation: always the same, and nobody can tell the openid from it. */
export function conversationIdOf(appId: string, openid: string): string {
  return `wechat|${createHash('sha256').update(`${appId}|${openid}`).digest('hex').slice(0, 40)}`;
}

/**
 * Puts a push into the log, once; durable when this resolves. Undefined when there is nothing to answer. `cameAt` is when one
 * came that was kept elsewhere meanwhile.
 */
export async function takeIn(
  door: WechatDoor,
  tokens: AccessToken,
  push: Push,
  cameAt?: number,
): Promise<TakenIn | undefined> {
  const meaning = meaningOf(push);
  const conversationId = conversationIdOf(door.settings.appId, push.from);
  if (meaning.kind === 'notice') {
    door.log[meaning.level](meaning.code, { type: safeType(push.type) });
    return undefined;
  }
  if (meaning.kind === 'leave') {
    await door.storage.transact((tx) =>
      eraseResident(tx, conversationId, push.createdAt, erasedHolder(door.clock.id())),
    );
    return undefined;
  }
  const key = { conversationId, externalId: push.key };
  const again = await findInbound(door.storage.db, key);
  if (again) return isAnswered(meaning) ? asked(door, meaning, { conversationId, seq: again.seq }) : undefined;
  const matter = { ...(await matterOf(door, tokens, { meaning, conversationId, push })), cameAt };
  try {
    return await door.storage.transact((tx) => keep(door, tx, matter));
  } catch (error) {
    // The unique index refused a copy that came at the same time.
    const first = await findInbound(door.storage.db, key).catch(() => undefined);
    if (!first) throw error;
    return isAnswered(meaning) ? asked(door, meaning, { conversationId, seq: first.seq }) : undefined;
  }
}

const isAnswered = ({ kind }: Meaning) => kind !== 'event';

async function asked(door: WechatDoor, meaning: Meaning, key: InboundKey): Promise<TakenIn> {
  const conversation = await findConversation(door.storage.db, key.conversationId);
  // What was read when it came the first time holds: a photo that could not be read had no turn.
  const wantsTurn = isSpoken(meaning) && (conversation?.inbound_seq ?? 0) >= key.seq;
  return { ...key, wantsTurn, tries: await countTry(door.storage, key), locale: localeOf(conversation) };
}

const isSpoken = ({ kind }: Meaning) => kind === 'say' || kind === 'arrive' || kind === 'photo';

async function matterOf(
  door: WechatDoor,
  tokens: AccessToken,
  { meaning, conversationId, push }: { meaning: Meaning; conversationId: string; push: Push },
): Promise<Matter> {
  const said = { type: 'message', role: 'resident', fromId: conversationId, externalId: push.key } as const;
  const base = { conversationId, push, grant: allowanceOf(push), wantsTurn: true };
  switch (meaning.kind) {
    case 'say':
      return { ...base, said: { ...said, text: meaning.text, body: meaning.body } };
    case 'photo':
    case 'voice': {
      const fetched = await fetchFor(door, tokens, meaning);
      const { attachment, decline } = fetched;
      return { ...base, fetched, decline, wantsTurn: !decline, said: { ...said, body: { attachments: [attachment] } } };
    }
    case 'decline': {
      const attachments = meaning.fileName ? [{ contentType: 'application/octet-stream', name: meaning.fileName }] : [];
      return { ...base, decline: meaning.because, wantsTurn: false, said: { ...said, body: { attachments } } };
    }
    case 'arrive': {
      const arrival = { ...said, type: 'conversationUpdate', role: 'system', visibility: 'staff' } as const;
      return { ...base, scene: meaning.scene, said: arrival };
    }
    default: {
      const body = meaning.kind === 'event' ? { name: meaning.name, value: meaning.value } : {};
      return { ...base, wantsTurn: false, said: { ...said, type: 'event', visibility: 'staff', body } };
    }
  }
}

async function keep(door: WechatDoor, tx: Tx, matter: Matter): Promise<TakenIn | undefined> {
  const { conversationId, push, said, wantsTurn, cameAt } = matter;
  const now = cameAt ?? door.clock.now();
  const erased = await erasedAt(tx.db, conversationId);
  if (erased !== undefined && push.createdAt < erased) return undefined;
  const isEvent = said.type === 'event';
  const known = await findConversation(tx.db, conversationId);
  if (!known && !isEvent) await open(door, tx, matter, now);
  const conversation = known ?? (await findConversation(tx.db, conversationId));
  if (!conversation) return undefined;
  if (matter.grant) await grantSends(tx, conversationId, matter.grant, now);
  const [placed] = await append(tx, conversationId, [{ ...said, inbound: wantsTurn }], now);
  if (!placed) return undefined;
  const key = { conversationId, seq: placed.seq };
  if (!wantsTurn) await passOver(tx, key);
  if (isEvent) return undefined;
  const waits = door.settings.verified ? WAITS.canSend : WAITS.answersOnly;
  await expectReply(tx, key, cameAt === undefined ? now + waits : now);
  const kept = { id: conversationId, estateId: conversation.estate_id };
  await keepFile(door, tx, matter.fetched, kept);
  const locale = localeOf(conversation);
  // A person who has the chat deals with it; the desk does not speak in between.
  if (matter.decline && conversation.owner === 'bot') {
    const text = declined(door, matter.decline, { locale, estateId: kept.estateId });
    await append(tx, conversationId, [{ type: 'message', role: 'desk', fromId: 'desk', text }], now);
  }
  return { ...key, wantsTurn, tries: 1, locale };
}

async function open(door: WechatDoor, tx: Tx, { conversationId, push, scene }: Matter, now: number): Promise<void> {
  const estateId = door.estateOf(scene);
  if (estateId === undefined) throw new Error('No estate belongs to this account.');
  const conversation = { id: conversationId, estateId, channel: CHANNEL, userId: push.from, locale: 'zh-CN' };
  await openConversation(tx, conversation, now);
}

async function keepFile(
  door: WechatDoor,
  tx: Tx,
  fetched: Fetched | undefined,
  conversation: { id: string; estateId: string },
): Promise<void> {
  if (fetched?.file) await keepAttachments(tx, conversation, [fetched.file satisfies NewAttachment], door.clock.now());
  if (!fetched?.later) return;
  const body = { ...fetched.later, conversationId: conversation.id };
  await putInOutbox(tx, { estateId: conversation.estateId, kind: 'wechat-fetch', body }, door.clock);
}

function localeOf(conversation: { locale: string } | undefined): 'zh-CN' | 'en' {
  return conversation?.locale === 'en' ? 'en' : 'zh-CN';
}
