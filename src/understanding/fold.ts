const LIMIT = 4000;

function foldUnit(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return lower(code - 0xfee0);
  if (code === 0x3000 || code === 0xa0 || code < 32 || (code >= 0x7f && code < 0xa0)) return code === 10 ? 10 : 32;
  return lower(code);
}

const lower = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/**
 * Lower case, half width, control characters as blanks: every UTF-16 unit stays where it was, so that offsets in the result
 * are offsets in the text. Line feeds stay.
 */
export function fold(text: string): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = foldUnit(text.charCodeAt(i));
  let folded = '';
  for (let i = 0; i < units.length; i += 8192) folded += String.fromCharCode(...units.subarray(i, i + 8192));
  return folded;
}

/** The part of a message that is read for its sense; danger is looked for in all of it. A resident's letter fits several times. */
export const readable = (text: string): string => (text.length > LIMIT ? text.slice(0, LIMIT) : text);

const HAN = /[\u3400-\u9fff]/g;
const LATIN = /[a-z]{2,}/gi;

/** The language a message is written in; `fallback` when it has no words (numbers, emoji). Short Latin marks (wifi, ok) do not make it mixed. */
export function languageOf(text: string, fallback: 'zh-CN' | 'en'): 'zh-CN' | 'en' | 'mixed' {
  const han = text.match(HAN)?.length ?? 0;
  const latin = text.match(LATIN)?.length ?? 0;
  if (han === 0) return latin === 0 ? fallback : 'en';
  return latin > 1 && latin * 6 > han ? 'mixed' : 'zh-CN';
}
