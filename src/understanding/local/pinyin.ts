import { pinyin } from 'pinyin-pro';

const HAN_RUN = /[\u3400-\u9fff]+/g;
const known = new Map<string, readonly string[]>();

function syllables(run: string): readonly string[] {
  const cached = known.get(run);
  if (cached) return cached;
  const list = pinyin(run, { toneType: 'none', type: 'array', v: true });
  if (known.size > 5000) known.clear();
  if (run.length <= 12) known.set(run, list);
  return list;
}

/** The sound of every Chinese character in the text, in order, without tones; other characters give nothing. */
export function syllablesOf(text: string): string[] {
  const all: string[] = [];
  for (const run of text.match(HAN_RUN) ?? []) all.push(...syllables(run));
  return all;
}
