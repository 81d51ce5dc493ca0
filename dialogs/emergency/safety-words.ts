import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { numbersFor, safetyLine } from './numbers.ts';

const WHAT_NOW =
  /然后呢|接下来|(该|要|应该|我|我们|现在)(怎么办|咋办|怎么做|做什么|干啥|干嘛)|^(怎么办|咋办)|(能|可以|要不要|该不该|可不可以).{0,6}(坐|乘|用|走).{0,2}(电梯|楼梯)|要不要(跑|出去|下楼|撤|走|开窗|开门)|\bwhat (now|next|(should|do|can|shall) (i|we) do)|\b(should|shall|can|may) (i|we) (use|take|go|open|close|stay|leave|run|turn|wait)\b/iu;

/** Whoever asks what to do in a danger is to hear its safety line once more, not an answer to something like it. */
export function asksWhatToDo({ incoming }: DeskTurn): boolean {
  return WHAT_NOW.test(incoming.text);
}

/** The safety line of a kind of danger with the numbers to ring. */
export function safetyWords(turn: DeskTurn, kind: string): string {
  const line = safetyLine(turn, kind);
  const words = line ? inBoth(turn, line) : turn.say('emergency:danger');
  const next = line?.next ? [inLanguage(turn, line.next)] : [];
  return [words, ...numbersFor(turn, kind), ...next].join('\n');
}

/** Whoever cries out in few Latin letters where Chinese is spoken may read either, so both are said. */
function inBoth(turn: DeskTurn, line: { zh: string; en: string }): string {
  return turn.state.locale === 'zh-CN' && isLatin(turn) ? `${line.zh}\n${line.en}` : inLanguage(turn, line);
}

/** Few Latin letters and no Chinese ones. */
export function isLatin({ incoming: { text } }: DeskTurn): boolean {
  return /[a-z]{2}/iu.test(text) && !/\p{Script=Han}/u.test(text);
}
