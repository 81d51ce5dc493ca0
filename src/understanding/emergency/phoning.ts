import type { Matcher, PhoningWords } from './patterns.ts';

const DIGITS = '[\\d〇零一二三四五六七八九幺]';
const WHOSE = '打(?:一下|下|个)?(?:我们?|咱们?)';
/** A relative or friend: no word in it that tells of blows or of more people. */
const KIN = '[\u4e00-\u9fff]{0,8}?';
const NOT_KIN = /[打人了得在]/;
/** What may stand before the call at the beginning of a clause. */
const CLAUSE = '(?:^|[，,。；;！!？?：:、\\s])';

/**
 * Finds where a resident asks for a call (打我儿子的138…, 有事打我爱人电话) and not of blows. With 的 between the person and the number it is a call
 * whoever stands before it; without, only where the wish begins a clause or follows a word such as 请: 保安打我儿子13800138000 tells of blows.
 */
export function phoningSpans({ things, before }: PhoningWords): Matcher {
  const thing = `(?:${things}|${DIGITS})`;
  const linked = new RegExp(`${WHOSE}(${KIN})(?:的|那个|这个)(?:那个|这个)?(?!人)[，,：:\\s]{0,3}${thing}`, 'g');
  const bare = new RegExp(`(?:${CLAUSE}|${before})${WHOSE}(${KIN})[：:\\s]{0,2}${thing}`, 'g');
  return (text) => {
    if (!text.includes('打')) return [];
    return [linked, bare].flatMap((pattern) =>
      [...text.matchAll(pattern)]
        .filter(([, kin]) => !NOT_KIN.test((kin ?? '').replace(/[爱家]人|友人/g, '')))
        .map((match) => ({ start: match.index, end: match.index + match[0].length })),
    );
  };
}
