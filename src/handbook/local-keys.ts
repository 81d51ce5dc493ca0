import { officeSchema } from './schemas/office.ts';
import { profileSchema } from './schemas/profile.ts';

/** `office.phone` is the reception's; the others are called as in office.json, with or without `-phone`. */
const PHONES = Object.keys(officeSchema.shape.phones.shape);
const OFFICE = ['name', 'company', 'address', 'hours', 'phone', ...PHONES];
const PROFILE = Object.keys(profileSchema.shape).filter((name) => name !== 'adoptedBy' && name !== 'source');

/** The local keys that every estate has under the same names; `tariff.…` and `facts.…` are named by the office. */
export const FIXED_KEYS: readonly string[] = [
  ...OFFICE.map((name) => `office.${name}`),
  ...PROFILE.map((name) => `profile.${name}`),
];

/** The phone of office.json that `office.<name>` means; undefined when it means none. */
export function phoneNamed(name: string): string | undefined {
  const plain = name === 'phone' ? 'reception' : name.replace(/-phone$/, '');
  return PHONES.includes(plain) ? plain : undefined;
}

const TARIFF = /^tariff\.[a-z][a-z0-9-]{0,39}$/;
const FACT = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/;
const LONGEST = 60;

/** True for a name that a fact of facts.json may have: small letters and digits, parts joined by dots. */
export function isFactName(name: string): boolean {
  return name.length <= LONGEST && FACT.test(name);
}

/** True for a key that an answer may name: `office.…` and `profile.…` that exist, `tariff.<price>`, `facts.<fact>`. */
export function isLocalKey(key: string): boolean {
  if (FIXED_KEYS.includes(key) || TARIFF.test(key)) return true;
  if (key.startsWith('office.')) return phoneNamed(key.slice('office.'.length)) !== undefined;
  return key.startsWith('facts.') && isFactName(key.slice('facts.'.length));
}
