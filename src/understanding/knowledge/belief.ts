import type { Rejector } from '../local/reject.ts';

/**
 * Inverse temperature of the margins: what makes held-out wordings of the shipped entries likeliest (ten folds). It is not
 * fitted anew at each edit, which would take ten fits and change little.
 */
export const SHARPNESS = 7.16;

/**
 * When to believe the best entry, fitted on held-out wordings of the shipped entries (right or wrong) and on shipped sentences
 * that ask nothing of the office (always wrong). The wordings were written to differ, so that residents' own questions, which
 * differ less, are rather found surer than it says. `node test/understanding/knowledge/measure.ts` prints these numbers anew.
 */
export const BELIEF: Rejector = {
  weights: [0.269, 0.177, -0.051, -0.945, 0.933, -0.369],
  mean: [-0.027, 0.492, 0.34, 0.18, 0.653],
  spread: [0.479, 0.465, 0.117, 0.157, 0.33],
};
