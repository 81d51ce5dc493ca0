import { fold } from '../fold.ts';
import { syllablesOf } from '../local/pinyin.ts';
import type { Emergency } from '../recognizer.ts';
import { compile, compilePinyin, type EmergencyRules, type Matcher, type Span } from './patterns.ts';

const LIMIT = 20_000;

interface CompiledKind {
  kind: string;
  words: Matcher;
  spoken: Matcher;
  typed: Matcher;
  not: Matcher;
}

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
 * they sound (电踢 for 电梯) and at pinyin as typed. Words taken back by `not` or by a calm sentence do not count.
 */
export function createDetector(rules: EmergencyRules): (text: string) => Detection {
  const kinds: CompiledKind[] = rules.kinds.map((one) => ({
    kind: one.kind,
    words: compile([...one.zh, ...one.en]),
    spoken: compilePinyin(one.pinyin ?? [], false),
    typed: compilePinyin(one.pinyin ?? [], true),
    not: compile(one.not ?? []),
  }));
  const calm = compile([...rules.calm.zh, ...rules.calm.en]);
  const now = compile([...rules.now.zh, ...rules.now.en]);
  const isCalm = (text: string, span: Span): boolean => {
    const sentence = sentenceAround(text, span);
    return calm(sentence).length > 0 && now(sentence).length === 0;
  };
  return (text) => detect(fold(text.slice(0, LIMIT)), text, { kinds, isCalm });
}

interface Compiled {
  kinds: readonly CompiledKind[];
  isCalm: (text: string, span: Span) => boolean;
}

function detect(folded: string, text: string, { kinds, isCalm }: Compiled): Detection {
  let calm = false;
  for (const { kind, words, not } of kinds) {
    const found = words(folded);
    const taken = found.length > 0 ? not(folded) : [];
    for (const span of found) {
      const takenBack = taken.some((other) => span.start < other.end && other.start < span.end) || isCalm(folded, span);
      if (!takenBack) return { emergency: { kind, words: text.slice(span.start, span.end) }, calm };
      calm = true;
    }
  }
  return calm ? { calm } : sounding(folded, kinds, isCalm);
}

/** By sound; a kind whose `not` words are in the message is left alone, since sounds say less than words. */
function sounding(folded: string, kinds: readonly CompiledKind[], isCalm: Compiled['isCalm']): Detection {
  const han = /[\u4e00-\u9fff]/.test(folded);
  const latin = /[a-z]{3}/.test(folded);
  const head = folded.slice(0, 400);
  const sounds = han ? syllablesOf(head).join(' ').concat(' ') : '';
  for (const { kind, spoken, typed, not } of kinds) {
    const heard = (han && spoken(sounds).length > 0) || (latin && typed(head).length > 0);
    if (!heard || not(folded).length > 0) continue;
    if (isCalm(folded, { start: 0, end: folded.length })) return { calm: true };
    return { emergency: { kind, words: folded.trim().slice(0, 40) }, calm: false };
  }
  return { calm: false };
}
