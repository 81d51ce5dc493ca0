const LIMIT = 4000;

/** What folding changes (capitals, full-width signs, control characters but the line feed), told by all that it leaves alone. */
const FOLDED = /[^\n -@[-~\u00a1-\u2fff\u3001-\uff00\uff5f-\uffff]/g;

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 65 && code <= 90) return String.fromCharCode(code + 32);
  if (code < 0xff01) return ' ';
  const half = code - 0xfee0;
  return String.fromCharCode(half >= 65 && half <= 90 ? half + 32 : half);
}

let last = { text: '', folded: '' };

/**
 * Lower case, half width, control characters as blanks: every UTF-16 unit stays where it was, so that offsets in the result
 * are offsets in the text. Line feeds stay. The last answer is remembered, since one message is folded by every reader of it.
 */
export function fold(text: string): string {
  if (text !== last.text) last = { text, folded: text.replace(FOLDED, foldUnit) };
  return last.folded;
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
