import type { Read, Reading } from '../asking/form.ts';
import { isSame } from './other-talk.ts';

/** Whether somebody may come in while nobody of the household is there, and who opens. */
export interface Entry {
  allowed: boolean;
  words?: string;
}

const LONGEST = 80;
const ALLOWS =
  /^(可以入户|可以进(去|门|来)?|可以|同意|允许|行|好的?|没问题|ok(ay)?|yes|you may( enter)?|go ahead|sure)[，,。.!！\s]*/iu;
const REFUSES =
  /本人在|要我在|我在场|等我|不行|不可以|不同意|不能进|不要进|\b(present|only (while|when|if) i|wait for me|i must be|not without|do not enter|don't enter)\b/iu;

/** Consent has to be said: who leaves it open is not entered. Yes alone is not enough, so who opens is asked for once more. */
export function readEntry(reading: Reading): Read {
  const { asked, partial, say } = reading;
  if (!asked) return undefined;
  const may = (partial as { allowed?: boolean } | undefined)?.allowed === true;
  if (refuses(reading, may)) return { value: { allowed: false } satisfies Entry, told: say('repair:entry.present') };
  const { allows, who } = consentIn(reading);
  if (who !== '' && (allows || may))
    return { value: { allowed: true, words: who } satisfies Entry, told: say('repair:entry.allowedBy', { who }) };
  if (!may) return allows ? { problem: 'repair:entry.who', partial: { allowed: true } } : undefined;
  const leftOpen = allows || reading.understood.reply !== undefined;
  return leftOpen ? { value: { allowed: true } satisfies Entry, told: say('repair:entry.allowed') } : undefined;
}

function refuses({ text, understood: { reply, ordinal }, say }: Reading, may: boolean): boolean {
  const leavesOpen = !may && (ordinal === 1 || reply === 'skip' || reply === 'unknown');
  return leavesOpen || reply === 'deny' || isSame(text, say('repair:entry.present')) || REFUSES.test(text);
}

/** Whether the words allow it, and what is left of them besides: who opens. */
function consentIn({ text, understood: { reply, ordinal }, say }: Reading): { allows: boolean; who: string } {
  const bare = reply === 'affirm' || ordinal === 2 || isSame(text, say('repair:entry.allowed'));
  const words = text.trim().slice(0, LONGEST);
  const rest = words.replace(ALLOWS, '').trim();
  const who = bare || reply !== undefined || rest.length < 2 ? '' : rest;
  return { allows: bare || ALLOWS.test(words), who };
}
