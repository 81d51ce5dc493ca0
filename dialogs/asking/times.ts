import { isQuestion } from '#understanding/turns-of-speech.ts';
import { entities, type Question, type Reading } from './form.ts';

/** A time in the resident's words, and as the entity reader understood it. */
export interface Told {
  words: string;
  from?: string;
  to?: string;
}

const LONGEST = 80;
/** The one time of a single character. */
const JUST = '刚';

/** Since when; may be left out. */
export const since: Question = {
  key: 'since',
  kind: 'time',
  optional: true,
  read: (reading) => readTime(reading, 'past'),
};

/** When somebody is home for the visit. */
export const whenHome: Question = {
  key: 'whenHome',
  kind: 'time',
  read: (reading) => readTime(reading, 'future'),
};

function readTime(reading: Reading, direction: 'past' | 'future') {
  const { understood, asked, text } = reading;
  if (!asked && isQuestion(text)) return undefined;
  const fits = entities(understood, 'time').filter(({ value }) => isDirection(value, direction, asked));
  const first = fits[0];
  if (first) {
    const words = asked ? short(text) : fits.map((one) => one.text).join(' ');
    return { value: { words, from: first.value.from, to: first.value.to } satisfies Told, told: words };
  }
  const saysSomething =
    asked &&
    understood.reply === undefined &&
    (text.trim().length > 1 || text.trim() === JUST) &&
    !/^\d[\d\s-]{6,}$/u.test(text.trim());
  const again = Object.values(reading.answers).some(({ told }) => told === text.trim());
  return saysSomething && !again && !isQuestion(text) && !understood.entities.some(otherMatter)
    ? { value: { words: short(text) } satisfies Told, told: short(text) }
    : undefined;
}

function isDirection(
  value: { direction: string; since?: boolean },
  wanted: 'past' | 'future',
  asked: boolean,
): boolean {
  if (value.since || value.direction === 'past') return wanted === 'past';
  if (value.direction === 'future' || value.direction === 'any') return wanted === 'future' || asked;
  return asked || wanted === 'past';
}

/** A home or a phone is the answer to another question, not a time. */
function otherMatter({ type }: { type: string }): boolean {
  return type === 'dwelling' || type === 'phone';
}

function short(text: string): string {
  return text.trim().slice(0, LONGEST);
}
