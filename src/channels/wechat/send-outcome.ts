import type { Letter, LetterProgress } from '#records/wechat/letters.ts';
import { endAllowance } from '#records/wechat/quota.ts';
import { NothingToSend } from './bubble.ts';
import { ApiRefusal, NotReached } from './error-codes.ts';
import type { Sender } from './sender.ts';

/** How a try to send ended, in the outbox's words. Throwing means: surely not sent, try again. */
export type SendOutcome =
  | 'sent'
  | { held: string }
  | { unknown: string }
  | { dead: string }
  | { retryAt: number; reason: string };

/** What a failed try leads to. */
export interface Failure {
  outcome: SendOutcome;
  surelyNotSent: boolean;
  progress?: Partial<LetterProgress>;
}

const MINUTE = 60_000;
/** Tries of a busy platform before the message waits for the resident instead. */
const BUSY_TRIES = 3;
const SHORTER = 1000;
/** The platform's day ends at midnight in Beijing. */
const BEIJING = 8 * 60 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** Decides what becomes of a message that could not be sent, and what is learnt from it. */
export async function afterFailure(
  sender: Sender,
  { letter, error }: { letter: Letter; error: unknown },
): Promise<Failure> {
  if (error instanceof NothingToSend) return { outcome: { dead: error.message }, surelyNotSent: true };
  if (error instanceof ApiRefusal)
    return { outcome: await refused(sender, letter, error), surelyNotSent: true, progress: shorter(letter, error) };
  if (error instanceof NotReached) {
    const wait = Math.min(5 * MINUTE, 1000 * 2 ** Math.min(letter.row.attempts, 9));
    return { outcome: { retryAt: sender.door.clock.now() + wait, reason: 'not-reached' }, surelyNotSent: true };
  }
  sender.door.log.warn('wechat-send-unknown');
  return { outcome: { unknown: 'no-answer' }, surelyNotSent: false };
}

function shorter({ progress }: Letter, { remedy }: ApiRefusal): Partial<LetterProgress> | undefined {
  return remedy === 'shorter' && !progress.part ? { limit: SHORTER } : undefined;
}

async function refused({ door, account }: Sender, letter: Letter, refusal: ApiRefusal): Promise<SendOutcome> {
  const { errcode, remedy } = refusal;
  const now = door.clock.now();
  const conversationId = letter.row.conversation_id ?? '';
  const reason = `${remedy} (${errcode})`;
  const pause = (until: number): SendOutcome => {
    account.pause(until);
    door.log.warn('wechat-paused', { errcode, address: refusal.address });
    return { retryAt: until, reason };
  };
  switch (remedy) {
    case 'window':
    case 'quota':
      await endAllowance(door.storage.db, conversationId, remedy);
      return { held: reason };
    case 'busy':
      return letter.row.attempts < BUSY_TRIES
        ? { retryAt: now + 1000 * 2 ** letter.row.attempts, reason }
        : { held: reason };
    case 'too-fast':
      return pause(now + MINUTE);
    case 'daily-limit':
      return pause(now + DAY - ((now + BEIJING) % DAY));
    case 'settings':
    case 'address':
    case 'token':
      return pause(now + 10 * MINUTE);
    case 'no-permission':
      if (account.loseSending()) door.log.warn('wechat-answers-only', { errcode });
      return { held: reason };
    case 'shorter':
      return letter.progress.limit === SHORTER || letter.progress.part ? { dead: reason } : { retryAt: now, reason };
    case 'media':
      return letter.row.attempts < 2 ? { retryAt: now, reason } : { dead: reason };
    default:
      door.log.warn('wechat-send-refused', { errcode });
      return { dead: reason };
  }
}
