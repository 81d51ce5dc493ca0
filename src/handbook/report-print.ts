import type { Sentence } from './problem.ts';
import { type Gap, MEANINGS, type Meaning } from './report-gap.ts';
import { columns } from './write-json.ts';

const WIDTH = 80;

const HEADINGS: Readonly<Record<Meaning, Sentence>> = {
  danger: { zh: '有危险的时候', en: 'When there is danger' },
  reach: { zh: '找不到人', en: 'Nobody to be reached' },
  wrong: { zh: '会说错，或者说了不该说的', en: 'Said wrongly, or better not said' },
  unanswered: { zh: '不会回答，只能说“我来问一下”', en: 'Not answered, only asked about' },
  unpromised: { zh: '不会说出口的时限', en: 'Times that are not promised' },
  undone: { zh: '办不了的事', en: 'What cannot be done' },
  misheard: { zh: '听不懂的话', en: 'What is not understood' },
};

/** Writes gaps for a screen of 80 columns, grouped by what they mean for residents, the worst first. */
export function printGaps(gaps: readonly Gap[], language: 'zh' | 'en'): string[] {
  const several = new Set(gaps.map(({ estate }) => estate).filter((id) => id !== undefined)).size > 1;
  return MEANINGS.flatMap((meaning) => {
    const some = gaps.filter((gap) => gap.meaning === meaning);
    if (some.length === 0) return [];
    const heading = `${HEADINGS[meaning][language]}${language === 'zh' ? `（${some.length}）` : ` (${some.length})`}`;
    return ['', heading, '-'.repeat(columns(heading)), ...some.flatMap((gap) => printGap(gap, language, several))];
  });
}

function printGap({ estate, lacks, so, place }: Gap, language: 'zh' | 'en', several: boolean): string[] {
  const named = several && estate ? `[${estate}] ` : '';
  const [sentence = '', ...list] = so[language].split('\n');
  return [
    ...wrap(`${named}${lacks[language]}`, '● ', '  '),
    ...wrap(sentence, '  ', '  '),
    ...list.flatMap((line) => wrap(line, '    - ', '      ')),
    ...wrap(`→ ${place}`, '  ', '    '),
  ];
}

/** Breaks a text into lines of at most 80 columns: at blanks, and between Chinese characters, never before a closing mark. */
export function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const piece of text.match(PIECES) ?? []) {
    if (!empty && columns((line + piece).trimEnd()) > WIDTH) {
      lines.push(line.trimEnd());
      line = rest;
      empty = true;
      if (piece.trim() === '') continue;
    }
    line += piece;
    empty = false;
  }
  return [...lines, line.trimEnd()];
}

const CLOSING = '，。、；：？！”’）》›…';
const PIECES = new RegExp(`[“‘（《‹]*(?:[\\u0021-\\u007e]+|[^\\s\\u0021-\\u007e“‘（《‹])[${CLOSING}]*\\s*|\\s+`, 'gu');
