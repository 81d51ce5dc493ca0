import { FILE_LINK } from '#records/transcripts/transcript.ts';
import type { Letter } from '#records/wechat/letters.ts';
import type { PassiveReply, ReplyPlan } from '#records/wechat/replies.ts';
import type { ActivityRow } from '#storage/schema.ts';
import type { WechatDoor } from './door.ts';
import type { WechatSettings } from './settings.ts';
import { bytesOf, splitText } from './split-text.ts';
import { toText } from './to-text.ts';

/** Most bytes of a bubble. The platform stops at 2,048, as users measured. */
const MOST_BYTES = 2000;
/** Kept free in each bubble where a line of ours may follow: a label, or that more is to come. */
const OWN_LINE = 160;
/** Between messages that share a bubble. */
const BETWEEN = '\n\n';

/** Most bytes of a message's words in one bubble. */
export function roomFor({ aiLabel, verified }: Pick<WechatSettings, 'aiLabel' | 'verified'>): number {
  return aiLabel || !verified ? MOST_BYTES - OWN_LINE : MOST_BYTES;
}

/**
 * What stands under words of the desk itself in an answer, where the office wants it: answers have no field for it, as what is
 * sent has. Empty where it does not.
 */
export function labelOf({ settings, say }: Pick<WechatDoor, 'settings' | 'say'>, locale: 'zh-CN' | 'en'): string {
  return settings.aiLabel ? say(locale, 'wechat:aiLabel') : '';
}

/** A photo of a message that lies beside its conversation. */
export interface PhotoLink {
  fileId: string;
  name: string;
}

/** The words of a message in parts that each fit a bubble; none when it has no words. */
export function partsOf(said: ActivityRow, most: number = MOST_BYTES): string[] {
  const text = toText(said);
  return text === '' ? [] : splitText(text, most);
}

/** The photos of a message. */
export function photosOf(said: ActivityRow): PhotoLink[] {
  const { attachments = [] } = JSON.parse(said.body) as {
    attachments?: { contentType?: string; contentUrl?: string; name?: string }[];
  };
  return attachments
    .filter(({ contentType, contentUrl }) => contentType?.startsWith('image/') && contentUrl?.startsWith(FILE_LINK))
    .map(({ contentUrl = '', name = '' }) => ({ fileId: contentUrl.slice(FILE_LINK.length), name }));
}

/** What of the waiting messages one answer carries: as many as fit, in their order, the first perhaps in part. */
export function planReply(letters: Letter[], room: { most: number; photosGo: boolean }): ReplyPlan {
  const plan: ReplyPlan = { pieces: [], taken: [] };
  let size = 0;
  for (const letter of letters) {
    const { said, progress } = letter;
    if (room.photosGo && photosOf(said).length > 0) break;
    const limit = progress.limit ?? room.most;
    const from = progress.part ?? 0;
    const parts = partsOf(said, limit);
    const left = parts.slice(from);
    if (left.length === 0) continue;
    const wanted = bytesOf(left[0] ?? '') + bytesOf(BETWEEN);
    if (size > 0 && (size + wanted > room.most || left.length > 1)) break;
    size += wanted;
    const whole = left.length === 1;
    plan.pieces.push(parts.length === 1 ? { seq: progress.seq } : { seq: progress.seq, part: from, limit });
    plan.taken.push({ letter, limit, ...(whole ? {} : { next: from + 1 }) });
    if (!whole) break;
  }
  return plan;
}

/** The words of an answer, read again from the log. */
export function wordsOf({ pieces }: PassiveReply, said: ReadonlyMap<number, ActivityRow>): string {
  const words = pieces.map(({ seq, part = 0, limit }) => {
    const row = said.get(seq);
    return row ? (partsOf(row, limit)[part] ?? '') : '';
  });
  return joined(words);
}

/** Several messages in one bubble. */
export function joined(words: string[]): string {
  return words.filter(Boolean).join(BETWEEN);
}
