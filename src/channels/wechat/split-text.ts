/** Links of our own making: what stands between is one piece. */
const LINK = /<a href="[^"]*">[^<]*<\/a>/g;
const ENDS = [/\n/, /[。！？；.!?;]/, /[，、,]/, /\s/];
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Bytes of a text as it travels. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * Cuts a text into parts of at most `most` bytes: after a line, else a sentence, else a comma, else between two characters as
 * people see them, never inside a link. A single character or link that is longer stays whole. Together the parts are the text.
 */
export function splitText(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (bytesOf(rest) > most) {
    const cut = cutOf(rest, most);
    if (cut >= rest.length) break;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** Where to cut, in code units. */
function cutOf(text: string, most: number): number {
  const fits: { end: number; last: string }[] = [];
  let size = 0;
  for (const { from, unit } of unitsOf(text, most)) {
    size += bytesOf(unit);
    if (size > most && fits.length > 0) break;
    fits.push({ end: from + unit.length, last: unit });
  }
  for (const ends of ENDS) {
    const at = fits.findLastIndex(({ last }) => ends.test(last) && !last.startsWith('<a '));
    // A part that would be less than half full is not worth the nicer cut.
    if (at >= 0 && (fits[at]?.end ?? 0) * 2 >= (fits.at(-1)?.end ?? 0)) return fits[at]?.end ?? text.length;
  }
  return fits.at(-1)?.end ?? text.length;
}

/** What may not be cut, one after the other: links, and characters as people see them. Only as far as a cut can lie. */
function* unitsOf(text: string, most: number): Generator<{ from: number; unit: string }> {
  let at = 0;
  for (const link of text.matchAll(LINK)) {
    yield* charactersOf(text, at, Math.min(link.index, at + most + 1));
    yield { from: link.index, unit: link[0] };
    at = link.index + link[0].length;
  }
  yield* charactersOf(text, at, text.length);
}

function* charactersOf(text: string, from: number, to: number): Generator<{ from: number; unit: string }> {
  for (const { index, segment } of graphemes.segment(text.slice(from, to))) yield { from: from + index, unit: segment };
}
