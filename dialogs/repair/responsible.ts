import type { Answers } from '../desk-state.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import { categoryOf } from './category.ts';
import { firstAnswer } from './first-question.ts';
import { isJoining, zoneOf } from './report.ts';
import { whatOf } from './what.ts';

/** Who is responsible as a rule, never as a verdict, and that the warranty may cover it; nothing where the handbook has no rule. */
export function responsibleWords(turn: DeskTurn, answers: Answers): string | undefined {
  const { repair } = turn.common;
  const category = categoryOf(repair, whatOf(answers)?.category);
  const key = category?.rule[zoneOf(answers)];
  const rule = repair.rules.find((one) => one.key === key);
  if (!category || !rule || isJoining(answers)) return undefined;
  const values = { part: inLanguage(turn, rule.part), who: inLanguage(turn, rule.who) };
  const outage = (firstAnswer(answers, 'extent')?.extent ?? 'home') !== 'home';
  const warranty = category.warranty && repair.warranty && !outage ? [inLanguage(turn, repair.warranty)] : [];
  return [turn.say(`repair:rule.${rule.ends}`, values), ...warranty].join('\n');
}
