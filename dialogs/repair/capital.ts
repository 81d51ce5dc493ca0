import type { About } from '../asking/form.ts';

/** Words of the handbook as a button shows them: English ones begin with a capital. */
export function capital({ locale }: Pick<About, 'locale'>, words: string): string {
  return locale === 'en' ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}
