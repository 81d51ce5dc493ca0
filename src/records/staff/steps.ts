import { SCRIPT_STEPS, type ScriptStep } from '#records/transcripts/script-steps.ts';

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
  const found = new Set<ScriptStep>();
  let rest = text.normalize('NFKC').toLowerCase();
  // The longest first, and each taken away: `you are welcome` is no `welcome`.
  for (const { step, phrase } of longestFirst(phrases)) {
    const place = at(rest, phrase);
    if (place < 0) continue;
    found.add(step);
    // What is done says something by itself: it goes on counting as words.
    const left = step === 'serve' ? TAKEN.repeat(phrase.length) : ' ';
    rest = rest.slice(0, place) + left + rest.slice(place + phrase.length);
  }
  const asks = /\?\s*$/.test(rest);
  if (asks) found.add('listen');
  else if ([...rest.replace(SIGNS, '')].length >= SAYS_SOMETHING) found.add('answer');
  return SCRIPT_STEPS.filter((step) => found.has(step));
}

/** Stands for a sign of a phrase that was found; of no script, so no phrase holds it. */
const TAKEN = '\uE000';

const sorted = new WeakMap<ScriptPhrases, { step: ScriptStep; phrase: string }[]>();

function longestFirst(phrases: ScriptPhrases): { step: ScriptStep; phrase: string }[] {
  const known = sorted.get(phrases);
  if (known) return known;
  const all = SCRIPT_STEPS.flatMap((step) => phrases[step].map((phrase) => ({ step, phrase: phrase.toLowerCase() })));
  all.sort((one, other) => other.phrase.length - one.phrase.length);
  sorted.set(phrases, all);
  return all;
}

/** Where a phrase stands; one of Latin letters is a word of its own: `hi` is not in `this`. */
function at(said: string, wanted: string): number {
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
