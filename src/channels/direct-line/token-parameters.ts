import { badArgument } from './errors.ts';

const LONGEST_ID = 128;
const LONGEST_NAME = 128;

type Fields = Record<string, unknown>;

/** Older clients write `User: { Id }`. An id that is no string is as good as none. */
export function readUser(body: Fields): { id?: string; name?: string } {
  const user = field(body, 'user');
  if (typeof user !== 'object' || user === null) return {};
  const id = field(user as Fields, 'id');
  const name = field(user as Fields, 'name');
  if (typeof id === 'string' && id.length > LONGEST_ID) throw badArgument('The user id is too long.');
  return {
    id: typeof id === 'string' && id !== '' ? id : undefined,
    name: typeof name === 'string' && name !== '' ? name.slice(0, LONGEST_NAME) : undefined,
  };
}

/** A BCP 47 tag; anything else is ignored, since a wrong language is no reason to turn someone away. */
export function readLocale(body: Fields): string | undefined {
  const locale = field(body, 'locale');
  return typeof locale === 'string' && /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i.test(locale) ? locale : undefined;
}

/** `trustedOrigins`: a restriction that cannot be read must not be dropped silently. */
export function readOrigins(body: Fields): string[] | undefined {
  const origins = field(body, 'trustedOrigins');
  if (origins == null) return undefined;
  if (Array.isArray(origins) && origins.every((origin) => typeof origin === 'string')) return origins;
  throw badArgument('trustedOrigins must be a list of strings.');
}

function field(body: Fields, name: string): unknown {
  if (Object.hasOwn(body, name)) return body[name];
  const other = Object.keys(body).find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : body[other];
}
