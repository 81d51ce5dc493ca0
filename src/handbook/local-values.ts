import type { Estate } from './documents.ts';
import { phoneNamed } from './local-keys.ts';

/** What a local key stands for: words in both languages, a published price in yuan, or the weekly opening hours. */
export type LocalValue =
  | { readonly kind: 'words'; readonly zh: string; readonly en: string }
  | { readonly kind: 'price'; readonly price: number; readonly unit: { readonly zh: string; readonly en: string } }
  | { readonly kind: 'hours' };

/**
 * What an estate's handbook says under a local key; undefined while it is empty, and then nothing may be said of it. Words
 * of a fact may be empty in one of the two languages.
 */
export function localValue(estate: Estate, key: string): LocalValue | undefined {
  const dot = key.indexOf('.');
  const name = key.slice(dot + 1);
  const document = key.slice(0, dot);
  if (document === 'office') return officeValue(estate, name);
  if (document === 'profile') return profileValue(estate, name);
  if (document === 'tariff') return priceValue(estate, name);
  return document === 'facts' ? factValue(estate, name) : undefined;
}

function officeValue({ office }: Estate, name: string): LocalValue | undefined {
  if (name === 'hours') return Object.values(office.hours.weekly).some(hasHours) ? { kind: 'hours' } : undefined;
  if (name === 'name' || name === 'address') return { kind: 'words', ...office[name] };
  if (name === 'company') return office.company && { kind: 'words', ...office.company };
  const phone = phoneNamed(name);
  return alike(Object.entries(office.phones).find(([key]) => key === phone)?.[1]?.number);
}

function hasHours(day: readonly string[]): boolean {
  return day.length > 0;
}

function profileValue({ profile }: Estate, name: string): LocalValue | undefined {
  const value = Object.entries(profile).find(([key]) => key === name)?.[1];
  return alike(value === null || value === undefined ? '' : String(value));
}

function priceValue({ tariff }: Estate, name: string): LocalValue | undefined {
  const found = tariff.prices.find(({ key }) => key === name);
  return found && found.price !== null ? { kind: 'price', price: found.price, unit: found.unit } : undefined;
}

function factValue({ facts }: Estate, name: string): LocalValue | undefined {
  const value = facts.facts.find(({ key }) => key === name)?.value;
  return value && value.zh + value.en !== '' ? { kind: 'words', ...value } : undefined;
}

function alike(both: string | undefined): LocalValue | undefined {
  return both ? { kind: 'words', zh: both, en: both } : undefined;
}
