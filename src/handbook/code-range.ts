/** No range of one line of the register is longer than this; a longer one is a slip of the hand. */
const longest = 2000;

/**
 * Reads the compact notation of the register: `1-18`, `01-04`, `A-F`, `S1-S12`, `1-3,3A,5`.
 * A width with zeros in front is kept. Returns undefined when the text is not in that notation.
 */
export function expandCodes(notation: string): string[] | undefined {
  const parts = notation.split(',').map((part) => expandPart(part.trim()));
  const codes: string[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    codes.push(...part);
  }
  return codes;
}

function expandPart(part: string): string[] | undefined {
  if (/^[\p{L}\p{N}]{1,8}$/u.test(part)) return [part];
  const letters = /^([A-Z])-([A-Z])$/.exec(part);
  if (letters) return span(code(letters[1]), code(letters[2]))?.map((at) => String.fromCharCode(at));
  const numbers = /^(\p{L}{0,3})(\d{1,6})-(\p{L}{0,3})(\d{1,6})$/u.exec(part);
  if (!numbers) return undefined;
  const [, prefix = '', first = '', lastPrefix, last = ''] = numbers;
  if (prefix !== lastPrefix) return undefined;
  return span(Number(first), Number(last))?.map((at) => prefix + String(at).padStart(first.length, '0'));
}

function code(letter = ''): number {
  return letter.charCodeAt(0);
}

function span(first: number, last: number): number[] | undefined {
  if (last < first || last - first >= longest) return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
