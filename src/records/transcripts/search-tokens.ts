/** Far beyond any message; what comes after is not found by its words. */
const MOST_INDEXED = 20_000;
/** From an ASCII sign to its full-width twin, which no engine takes for anything but a letter. */
const TO_FULL_WIDTH = 0xfee0;

/** Words as they are compared: full-width and half-width, capitals and small letters are alike; blanks are single. */
export function foldWords(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** What is searched for: parts that must all be said in one message. What stands in quotation marks is one part. */
export function searchTerms(words: string): string[] {
  const terms = foldWords(words).match(/"[^"]+"|[^ ]+/g) ?? [];
  return [...new Set(terms.map((term) => term.replace(/^"([^"]+)"$/, '$1').trim() || term))];
}

/** Whether a text holds every term. */
export function holdsTerms(text: string, terms: readonly string[]): boolean {
  const folded = foldWords(text);
  const joined = joinDigits(folded);
  return terms.every((term) => folded.includes(term) || joined.includes(term));
}

/** A number said in groups, 138 0013 8000, is found as one: 13800138000. */
function joinDigits(folded: string): string {
  return folded.replace(/(?<=\d)[ -](?=\d)/g, '');
}

/** The tokens of a text: each sign and each two neighbours, of any script. */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>();
  const folded = foldWords(text.slice(0, MOST_INDEXED));
  const joined = joinDigits(folded);
  for (const run of runsOf(joined === folded ? folded : `${folded} ${joined}`)) {
    for (const [place, sign] of run.entries()) {
      tokens.add(sign);
      const next = run[place + 1];
      if (next !== undefined) tokens.add(sign + next);
    }
  }
  return [...tokens];
}

/** The tokens that a text with these terms must have: pairs, and single signs where a part of a term is no more than one. */
export function tokensToFind(terms: readonly string[]): string[] {
  const tokens = terms.flatMap(runsOf).flatMap((run) => {
    if (run.length === 1) return run;
    return run.slice(1).map((sign, place) => `${run[place]}${sign}`);
  });
  return [...new Set(tokens)];
}

/** A token that stands for an estate, so that one estate's words are found without reading through all others'. */
export function estateToken(estateId: string): string {
  return `§${[...foldWords(estateId)].map(written).join('')}`;
}

function runsOf(folded: string): string[][] {
  return folded
    .split(' ')
    .filter((run) => run !== '')
    .map((run) => [...run].map(written));
}

function written(sign: string): string {
  const code = sign.charCodeAt(0);
  return code > 0x7e || /[a-z0-9]/.test(sign) ? sign : String.fromCharCode(code + TO_FULL_WIDTH);
}
