import { fold } from '../fold.ts';
import { syllablesOf } from '../local/sounds.ts';
import type { Emergency } from '../recognizer.ts';
import {
  compile,
  compileLists,
  compilePinyin,
  type EmergencyRules,
  type Matcher,
  type Matchers,
  type Span,
} from './patterns.ts';
import { phoningSpans } from './phoning.ts';

const LIMIT = 20_000;

/** What looking for danger found. `calm`: words of danger were there, but denied, or in a sentence that reports, asks or supposes. */
export interface Detection {
  emergency?: Emergency;
  calm: boolean;
}

function sentenceAround(text: string, { start, end }: Span): string {
  const before = Math.max(...['。', '！', '!', '？', '?', '\n'].map((mark) => text.lastIndexOf(mark, start - 1)));
  const after = text.slice(end).search(/[。！!？?\n]/);
  return text.slice(start === 0 ? 0 : before + 1, after < 0 ? text.length : end + after + 1);
}

/**
 * Makes the detector out of `emergency.json`. It needs no model, looks at the first 20,000 characters, first at the words themselves, then at how
 * they sound (电踢 for 电梯) and at pinyin as typed. Words taken back by `not`, a wish to be called or a calm sentence do not count.
 */
export function createDetector(rules: EmergencyRules): (text: string) => Detection {
  const pinyin = rules.kinds.map((one) => one.pinyin ?? []);
  const compiled = {
    kinds: rules.kinds.map(({ kind }) => kind),
    words: compileLists(rules.kinds.map((one) => [...one.zh, ...one.en])),
    spoken: compilePinyin(pinyin, false),
    typed: compilePinyin(pinyin, true),
    not: compileLists(rules.kinds.map((one) => one.not ?? [])),
    phoning: rules.phoning ? phoningSpans(rules.phoning) : () => [],
  };
  const calm = compile([...rules.calm.zh, ...rules.calm.en]);
  const now = compile([...rules.now.zh, ...rules.now.en]);
  const isCalm = (text: string, span: Span): boolean => {
    const sentence = sentenceAround(text, span);
    return calm(sentence).length > 0 && now(sentence).length === 0;
  };
  return (text) => detect(fold(text.slice(0, LIMIT)), text, { ...compiled, isCalm });
}

/** The kinds, and their patterns by the kind's place. */
interface Compiled {
  kinds: readonly string[];
  words: Matchers;
  spoken: Matchers;
  typed: Matchers;
  not: Matchers;
  phoning: Matcher;
  isCalm: (text: string, span: Span) => boolean;
}

function detect(folded: string, text: string, compiled: Compiled): Detection {
  const { kinds, words, not, phoning, isCalm } = compiled;
  let calm = false;
  const wordsOf = words(folded);
  for (const [at, kind] of kinds.entries()) {
    const found = wordsOf(at);
    const taken = found.length > 0 ? [...not(folded)(at), ...phoning(folded)] : [];
    for (const span of found) {
      const takenBack = taken.some((other) => span.start < other.end && other.start < span.end) || isCalm(folded, span);
      if (!takenBack) return { emergency: { kind, words: text.slice(span.start, span.end) }, calm };
      calm = true;
    }
  }
  return calm ? { calm } : sounding(folded, compiled);
}

/** By sound; a kind whose `not` words are in the message is left alone, since sounds say less than words. */
function sounding(folded: string, { kinds, spoken, typed, not, isCalm }: Compiled): Detection {
  const han = /[\u4e00-\u9fff]/.test(folded);
  const latin = /[a-z]{3}/.test(folded);
  const head = folded.slice(0, 400);
  const spokenOf = han ? spoken(syllablesOf(head).join(' ').concat(' ')) : undefined;
  const typedOf = latin ? typed(head) : undefined;
  for (const [at, kind] of kinds.entries()) {
    const heard = (spokenOf?.(at).length ?? 0) > 0 || (typedOf?.(at).length ?? 0) > 0;
    if (!heard || not(folded)(at).length > 0) continue;
    if (isCalm(folded, { start: 0, end: folded.length })) return { calm: true };
    return { emergency: { kind, words: folded.trim().slice(0, 40) }, calm: false };
  }
  return { calm: false };
}
