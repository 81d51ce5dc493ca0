import type { Where } from '../asking/where.ts';
import type { Answers } from '../desk-state.ts';
import { mostPressing } from './category.ts';
import { firstAnswer } from './first-question.ts';
import { whatOf } from './what.ts';

/** How pressing the report is, from what is known so far. */
export function levelOf(answers: Answers) {
  const fault = whatOf(answers);
  const first = firstAnswer(answers, 'first');
  const raised = [fault?.raised, firstAnswer(answers, 'extent')?.level].filter((one) => one !== undefined);
  return mostPressing(first?.level ?? fault?.level, ...raised);
}

/** Whose the broken thing is: common by its place or nature, or because more than one home has it. */
export function zoneOf(answers: Answers): 'home' | 'common' {
  const extent = firstAnswer(answers, 'extent')?.extent;
  const place = answers.where?.value as Where | undefined;
  const beyond = extent !== undefined && extent !== 'home';
  return beyond || place?.kind === 'common' || whatOf(answers)?.zone === 'common' ? 'common' : 'home';
}

/** Whether the report joins one of the same fault; then nothing about a visit is asked. */
export function isJoining(answers: Answers): boolean {
  return answers.same?.value === 'join';
}
