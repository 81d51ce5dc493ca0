import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal, slowDown } from '#console/refusal.ts';
import { isCommonPassword } from './common-passwords.ts';

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. A hash made otherwise is made again at the next sign-in. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const VERSION = 19;

const SHORTEST = 12;
const LONGEST = 128;

/** A hash keeps a core busy for some 20 ms: two at once leave room for everything else, fifty may wait. */
const AT_ONCE = 2;
const MOST_WAITING = 50;

const derive = promisify(argon2);

interface Phc {
  memory: number;
  passes: number;
  parallelism: number;
  salt: Buffer;
  tag: Buffer;
}

/** Makes and checks password hashes, two at a time. */
export interface PasswordDesk {
  /** The hash in PHC notation. @throws Refusal 429 when too many wait */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is right; without a stored hash (no such account) the same work is done for nothing, so that the
   * time tells nobody which names exist. `stale` asks for a new hash. @throws Refusal 429 when too many wait
   */
  verify(password: string, stored: string | undefined): Promise<{ right: boolean; stale: boolean }>;
}

/** One desk for a server; it counts the hashes under way. */
export function passwordDesk(): PasswordDesk {
  const inTurn = turnstile(AT_ONCE, MOST_WAITING);
  return {
    hash: (password) => inTurn(() => makeHash(password)),
    verify: (password, stored) => inTurn(() => checkHash(password, stored)),
  };
}

/**
 * Refuses passwords that are too short, too long or among the first anyone would guess; asks for no kinds of signs.
 * @throws Refusal 400 `weak-password`
 */
export function demandGoodPassword(password: string): void {
  const length = [...password.normalize('NFKC')].length;
  const weak = (message: string) => new Refusal(400, 'weak-password', message, { field: 'password' });
  if (length < SHORTEST) throw weak(`A password has at least ${SHORTEST} characters.`);
  if (length > LONGEST) throw weak(`A password has at most ${LONGEST} characters.`);
  if (isCommonPassword(password.normalize('NFKC')))
    throw weak('This password is one of the first that anyone would guess.');
}

async function makeHash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, { ...COST, salt }, TAG_BYTES);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=${VERSION}$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

async function checkHash(password: string, stored: string | undefined): Promise<{ right: boolean; stale: boolean }> {
  const phc = stored === undefined ? undefined : readPhc(stored);
  if (!phc) {
    await makeHash(password);
    return { right: false, stale: false };
  }
  const tag = await tagOf(password, phc, phc.tag.length);
  const { memory, passes, parallelism } = phc;
  const stale = memory !== COST.memory || passes !== COST.passes || parallelism !== COST.parallelism;
  return { right: timingSafeEqual(tag, phc.tag), stale };
}

function tagOf(password: string, cost: Omit<Phc, 'tag'>, tagLength: number): Promise<Buffer> {
  const { memory, passes, parallelism, salt } = cost;
  // The same password typed on another keyboard may come in other code points.
  const message = password.normalize('NFKC').slice(0, LONGEST * 2);
  return derive('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength });
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function readPhc(stored: string): Phc | undefined {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(stored) ?? [];
  if (!tag) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function turnstile(atOnce: number, mostWaiting: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= atOnce) {
      if (waiting.length >= mostWaiting) throw slowDown(2);
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      inside += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
