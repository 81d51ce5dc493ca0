import { fault, type Problem, type Sentence, warning } from './problem.ts';
import { scanJson } from './scan-json.ts';

/** A document as read: its value as written, and what is wrong with the writing. With an error the value means nothing. */
export interface JsonReading {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Reads hand-written JSON and says in words what is wrong with it and where. A byte-order mark, which Windows editors
 * add unasked, is taken off with a warning; any other encoding than UTF-8 is refused, since names would come out garbled.
 */
export function readJson(file: string, text: string): JsonReading {
  const body = text.replace(/^\uFEFF/, '');
  if (body.includes('\uFFFD') || body.includes('\0')) return refused(fault(file, '', 'not-utf8', notUtf8));
  const { stoppedAt, duplicates } = scanJson(body);
  const [twice] = duplicates;
  if (twice) return refused({ ...fault(file, twice.key, 'duplicate', writtenTwice), ...placeOf(body, twice.at) });
  try {
    return { value: JSON.parse(body), problems: body === text ? [] : [warning(file, '', 'bom', withBom)] };
  } catch {
    const at = stoppedAt ?? body.length;
    return refused({ ...fault(file, '', 'not-json', explain(body, at)), ...placeOf(body, at) });
  }
}

function refused(problem: Problem): JsonReading {
  return { value: undefined, problems: [problem] };
}

function placeOf(body: string, at: number): { line: number; column: number } {
  const before = body.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const writtenTwice: Sentence = { zh: '这一项写了两次，只能保留一个', en: 'this key is written twice; keep one' };
const withBom: Sentence = {
  zh: '文件开头带有 BOM，已忽略；请另存为“UTF-8（无 BOM）”',
  en: 'the file begins with a byte-order mark, which is ignored; save it as UTF-8 without BOM',
};
const notUtf8: Sentence = {
  zh: '文件不是 UTF-8 编码（可能存成了 GBK 或 UTF-16），请另存为 UTF-8',
  en: 'the file is not UTF-8 (GBK or UTF-16, perhaps); save it as UTF-8',
};

/** The likely slip, told from the text around the place where reading stopped; first that fits. */
const slips: { readonly fits: (before: string, after: string) => boolean; readonly reason: Sentence }[] = [
  {
    fits: (before, after) => before === '' && after === '',
    reason: { zh: '文件是空的', en: 'the file is empty' },
  },
  {
    fits: (before, after) => before.endsWith(',') && /^[}\]]/.test(after),
    reason: { zh: '最后一项后面多了一个逗号', en: 'there is a comma after the last entry' },
  },
  {
    fits: (_, after) => after === '' || /^"[^"\n]*$/.test(after),
    reason: { zh: '文件不完整，缺少右引号或右括号', en: 'the file ends too early; a quote or bracket is not closed' },
  },
  {
    fits: (_, after) => /^(\/\/|\/\*|#)/.test(after),
    reason: { zh: 'JSON 里不能写注释', en: 'JSON has no comments' },
  },
  {
    fits: (_, after) => /^[，：；“”‘’｛｝【】]/.test(after),
    reason: { zh: '这里用了中文标点，请改用英文标点', en: 'Chinese punctuation here; use the plain ASCII sign' },
  },
  {
    fits: (_, after) => after.startsWith("'"),
    reason: { zh: '请用双引号，不要用单引号', en: 'use double quotes, not single ones' },
  },
  {
    fits: (before, after) => /["}\]\d]$/.test(before) && /^["{[]/.test(after),
    reason: { zh: '两项之间缺少逗号', en: 'a comma is missing between two entries' },
  },
];

function explain(body: string, at: number): Sentence {
  const [before, after] = [body.slice(0, at).trimEnd(), body.slice(at).trimStart()];
  const slip = slips.find(({ fits }) => fits(before, after));
  return slip?.reason ?? { zh: '这里不符合 JSON 格式', en: 'this is not JSON' };
}
