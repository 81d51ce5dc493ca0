import type { DeskTurn } from '../desk-turn.ts';

/** Death, divorce, inheritance, court: whoever asks of these is to talk to a person (domain 5.9). */
const DELICATE =
  /去世|过世|(?<![吵急累气烦热冷臭堵笑渴饿痛难枯冻坏旱闷愁])死了|死亡|身故|遗产|遗嘱|继承|离婚|法院|起诉|官司|打赢|仲裁|诉讼|律师|查封|法拍|\b(died|dead(?! (?:batter|bulb|plant|tree|bolt|line|end|lock))|death|deceased|passed away|inherit\w*|divorc\w*|court|sue[ds]?|lawsuit|lawyer|litigation|arbitration)\b/iu;

/** Asks the desk to judge: who is right, whether it is lawful, how much is to be paid for harm. */
const VERDICT =
  /(合不合法|合法吗|违法(?!建|搭|停)|违规吗|违约了|算违约|犯法|侵权|谁的责任|谁负责任|该赔|赔(我|多少|几|不赔)|赔偿(多少|金额)|能赢|胜诉)|\b(is (it|this|that) (legal|lawful|illegal)|who is (right|liable|at fault)|breach of contract|how much compensation|compensate me|will i win)\b/iu;

/** What of a message only a person should answer. What it asks of other people is refused before (`dialogs/privacy`). */
export type ForPeople = 'delicate' | 'verdict';

/** Which kind of question for people a message is; undefined when the desk may try itself. */
export function forPeople({ incoming: { text } }: Pick<DeskTurn, 'incoming'>): ForPeople | undefined {
  if (DELICATE.test(text)) return 'delicate';
  return VERDICT.test(text) ? 'verdict' : undefined;
}

/** True when the office has approved an answer to a question that is put in just such words. */
export function isApproved(questions: readonly string[], kind: ForPeople): boolean {
  const words = kind === 'delicate' ? DELICATE : VERDICT;
  return questions.some((one) => words.test(one));
}
