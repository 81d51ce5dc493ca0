import type { Text2 } from '#console/api.ts';
import type { Words } from '../text/zh-CN.ts';

/** A text of the handbook in the console's language. */
export function inWords({ lang }: Pick<Words, 'lang'>, text: Text2): string {
  return lang === 'en' ? text.en : text.zh;
}
