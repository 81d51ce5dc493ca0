import { entity, isCorrection, type Question } from '../asking/form.ts';

/** What is broken: words as said, and the fault class where it was recognised. */
export interface What {
  words: string;
  category?: string;
  level?: 'critical' | 'urgent' | 'ordinary';
}

const LONGEST = 500;

/** What is broken, in the resident's own words. */
export const what: Question = {
  key: 'what',
  kind: 'text',
  read({ text, understood, asked, earlier, say }) {
    const named = entity(understood, 'fixture') ?? entity(understood, 'fault');
    if (!named && !asked) return undefined;
    if (earlier && !asked && !(named && isCorrection(text))) return undefined;
    const words = tidy(text, understood.entities);
    if (words.length < 2) return asked ? { problem: 'repair:again.what' } : undefined;
    const urgent = understood.entities.some((one) => one.type === 'urgency');
    const value: What = {
      words,
      category: understood.faultClass,
      level: urgent ? 'urgent' : 'ordinary',
    };
    return { value, told: say('repair:toldWhat', { words }) };
  },
};

/** The complaint itself: without greeting, home, phone and polite endings, which have questions of their own. */
function tidy(text: string, entities: readonly { type: string; start: number; end: number }[]): string {
  const own = new Set(['dwelling', 'phone', 'person-name']);
  let rest = text;
  for (const { type, start, end } of [...entities].sort((a, b) => b.start - a.start)) {
    if (own.has(type)) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  }
  return rest
    .replace(/^[\s，,。.!！]*(您好|你好|hello|hi)(?=[\s，,。.!！])[\s，,。.!！]*/iu, '')
    .replace(/(我的)?(电话|手机|手机号|phone|tel|number)( is|是|：|:)?\s*(?=$|[，,。.])/giu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s，,。.、;；:：]+|[\s，,、;；:：]+$/gu, '')
    .slice(0, LONGEST);
}
