import type { EntityOf } from '#understanding/recognizer.ts';
import { entity, type Question } from './form.ts';

/** How to reach the person: phone as digits, and a name when one was given. */
export interface Contact {
  phone: string;
  name?: string;
}

/** Phone to call back, with the name if the resident gives it. */
export const contact: Question = {
  key: 'contact',
  kind: 'phone',
  replaces: true,
  read({ understood, earlier, text, asked, say }) {
    const phone = entity(understood, 'phone');
    const before = earlier?.value as Contact | undefined;
    const name = nameIn(entity(understood, 'person-name')) ?? before?.name;
    const digits = phone
      ? phone.value.digits + (phone.value.extension ? `-${phone.value.extension}` : '')
      : before?.phone;
    if (digits && (phone || name !== before?.name)) {
      const value: Contact = { phone: digits, ...(name ? { name } : {}) };
      return { value, told: name ? say('asking:nameAndPhone', { name, phone: digits }) : digits };
    }
    return asked && /\d{5,}/u.test(text) ? { problem: 'asking:phoneWrong' } : undefined;
  },
};

/** A name as somebody gave it: 李雷, 李先生. */
export function nameIn(found: EntityOf<'person-name'> | undefined): string | undefined {
  if (!found) return undefined;
  const { name, surname, title } = found.value;
  return name ?? (surname ? `${surname}${title ?? ''}` : undefined);
}
