import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import type { Enrolment } from './staff-api.ts';
import { hashToken } from './tokens.ts';

/** What authenticator apps know without asking: SHA-1, six digits, half a minute (RFC 6238). */
const PERIOD_S = 30;
const DIGITS = 6;
/** A clock may be off by one half minute either way. */
const WINDOW = 1;
const SECRET_BYTES = 20;

const RECOVERY_CODES = 10;
/** 80 random bits: no list of hashes gives one away. */
const RECOVERY_BYTES = 10;

/** Signs that are not taken for one another when written down: Crockford's base 32. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new secret in base 32, as authenticator apps take it. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator app is given: the secret, its address, and the address as a picture. */
export function enrolmentOf(secret: string, account: { name: string; issuer: string }): Omit<Enrolment, 'sealed'> {
  const uri = totpOf(secret, account).toString();
  const { size, data } = QRCode.create(uri, { errorCorrectionLevel: 'M' }).modules;
  const squares: string[] = [];
  for (const [place, dark] of [...data].entries()) {
    if (dark) squares.push(`M${place % size} ${Math.floor(place / size)}h1v1h-1z`);
  }
  return { secret, uri, picture: { size, path: squares.join('') } };
}

/** The half minute whose password this is, near enough to now; undefined when it is wrong. */
export function stepOf(code: string, secret: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_S) + delta;
}

/** A code as it is typed: other keyboards' digits, spaces and hyphens do not matter. */
export function typedCode(code: string): string {
  return code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

/** New recovery codes, in groups of four, and what is stored of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const plain = Array.from({ length: RECOVERY_CODES }, () => {
    const bits = [...randomBytes(RECOVERY_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  });
  return {
    codes: plain.map((code) => (code.match(/.{4}/g) ?? []).join('-')),
    hashes: plain.map(hashToken),
  };
}

function totpOf(secret: string, account?: { name: string; issuer: string }): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    digits: DIGITS,
    period: PERIOD_S,
    algorithm: 'SHA1',
    ...(account && { label: account.name, issuer: account.issuer }),
  });
}
