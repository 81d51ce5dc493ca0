import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whom a link was given to: the person called at one step of a page. */
export interface DutyLink {
  pageId: string;
  step: number;
}

/** A night's duty; after it nobody should find an old message still at work. Milliseconds. */
const HOLDS = 12 * 60 * 60 * 1000;
/** 128 bits of HMAC-SHA256. */
const SIGNATURE_BYTES = 16;

/** The secret part of a link's address: the page, whom it was sent to, until when it holds, and our signature over these. */
export function signDutyLink({ pageId, step }: DutyLink, key: Uint8Array, now: number): string {
  const said = `${pageId}.${step}.${(now + HOLDS).toString(36)}`;
  return `${said}.${signatureOf(said, key).toString('base64url')}`;
}

/** What a link says, when it is ours and still holds. */
export function readDutyLink(token: string, key: Uint8Array, now: number): DutyLink | undefined {
  const [, said = '', pageId = '', step = '', until = '', signature = ''] =
    /^(([\w-]{1,64})\.(\d{1,3})\.([0-9a-z]{1,12}))\.([\w-]{22})$/.exec(token) ?? [];
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== SIGNATURE_BYTES || !timingSafeEqual(given, signatureOf(said, key))) return undefined;
  return Number.parseInt(until, 36) > now ? { pageId, step: Number(step) } : undefined;
}

function signatureOf(said: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`duty-link\n${said}`).digest().subarray(0, SIGNATURE_BYTES);
}
