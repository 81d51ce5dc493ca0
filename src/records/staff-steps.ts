import type { ScriptStep } from './script-steps.ts';

/** Beginnings and turns of phrase by which staff do a step, as the handbook has them; capitals do not matter. */
export type ScriptPhrases = Readonly<Record<ScriptStep, readonly string[]>>;

/** The phrases of both languages: a resident may be answered in either. */
export function inBothLanguages(
  script: Record<ScriptStep, { readonly zh: string[]; readonly en: string[] }>,
): ScriptPhrases {
  const both = (step: ScriptStep) => [...script[step].zh, ...script[step].en];
  return {
    greet: both('greet'),
    listen: both('listen'),
    answer: both('answer'),
    serve: both('serve'),
    thank: both('thank'),
  };
}

/** Signs that carry no words, and blanks. */
const SIGNS = /[\s\p{P}\p{S}]+/gu;
/** A message of which so many letters are left without its phrases says something of its own. */
const SAYS_SOMETHING = 6;

/**
 * The steps of the reception script in what a member of staff wrote: a greeting, a phrase that shows listening or a question
 * back, something done, thanks; and an answer where a message says something beyond its phrases.
 */
export function stepsIn(text: string, phrases: ScriptPhrases): ScriptStep[] {
  const said = text.normalize('NFKC').toLowerCase();
  const steps = (['greet', 'listen', 'serve', 'thank'] as const).filter((step) => holdsOne(said, phrases[step]));
  const asks = /\?\s*$/.test(said);
  const found = new Set<ScriptStep>(steps);
  if (asks) found.add('listen');
  if (holdsOne(said, phrases.answer) || (!asks && ownWords(said, phrases) >= SAYS_SOMETHING)) found.add('answer');
  return [...found];
}

function holdsOne(said: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => at(said, phrase) >= 0);
}

/** Where a phrase stands; one of Latin letters is a word of its own: `hi` is not in `this`. */
function at(said: string, phrase: string): number {
  const wanted = phrase.toLowerCase();
  for (let place = said.indexOf(wanted); place >= 0; place = said.indexOf(wanted, place + 1)) {
    const before = said[place - 1] ?? '';
    const after = said[place + wanted.length] ?? '';
    const inside = (isLatin(before) && isLatin(wanted[0] ?? '')) || (isLatin(after) && isLatin(wanted.at(-1) ?? ''));
    if (!inside) return place;
  }
  return -1;
}

function isLatin(sign: string): boolean {
  return /[a-z]/.test(sign);
}

function ownWords(said: string, phrases: ScriptPhrases): number {
  let rest = said;
  for (const phrase of [...phrases.greet, ...phrases.listen, ...phrases.thank]) {
    const place = at(rest, phrase);
    if (place >= 0) rest = rest.slice(0, place) + rest.slice(place + phrase.length);
  }
  return [...rest.replace(SIGNS, '')].length;
}
