import { findAnswers } from '#understanding/knowledge/find-answers.ts';
import { fitQuestions, wordingsOf } from '#understanding/knowledge/fit-questions.ts';
import { fitSharpness } from '#understanding/local/calibrate.ts';
import { believe, fitRejector } from '#understanding/local/reject.ts';
import { accuracy, entries, heldOut, isChinese, judged, signsFor, unseen, utterances } from './held-out.ts';

/**
 * `node test/understanding/knowledge/measure.ts`: how well the office's knowledge is found, and the numbers that belong into
 * `src/understanding/knowledge/belief.ts` after the entries have changed much.
 */
const NOTHING_ASKED = [
  'out_of_scope',
  'suggestion',
  'thanks',
  'goodbye',
  'greet',
  'visit_survey',
  'status_query',
  'cancel',
  'complaint',
];
/** How many messages that ask nothing are reckoned with beside each that asks something. */
const OUTSIDE = 0.6;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const rounded = (numbers: readonly number[]) => numbers.map((one) => Math.round(one * 1000) / 1000);

const held = await heldOut(10);
for (const [language, some] of [
  ['zh', held.filter(isChinese)],
  ['en', held.filter((one) => !isChinese(one))],
] as const) {
  const { first, three } = accuracy(some);
  console.log(`held out ${language}: ${some.length} wordings, first ${percent(first)}, among three ${percent(three)}`);
}

const sharpness = fitSharpness(held);
const seen = held.map((one) => judged(one, sharpness));
const model = fitQuestions(wordingsOf(entries));
const outside = utterances(...NOTHING_ASKED).map((text) => signsFor(model, text));
const weight = (OUTSIDE * seen.length) / outside.length;
const belief = fitRejector([...seen, ...outside.map((signs) => ({ signs, right: false, weight }))]);
console.log('SHARPNESS', sharpness.toFixed(2));
console.log('BELIEF', { weights: rounded(belief.weights), mean: rounded(belief.mean), spread: rounded(belief.spread) });

for (const least of [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8]) {
  const sure = seen.filter(({ signs }) => believe(belief, signs) >= least);
  const asked = unseen.filter(({ id }) => id !== '-');
  const found = unseen.map(({ id, text }) => ({ id, best: findAnswers(model, text)[0] }));
  const told = found.filter(({ best }) => (best?.score ?? 0) >= least);
  const right = told.filter(({ id, best }) => best?.id === id).length;
  const none = told.filter(({ id }) => id === '-').length;
  console.log(
    `≥ ${least}: held out ${percent(sure.length / seen.length)} told, ${percent(sure.filter((one) => one.right).length / sure.length)} right;`,
    `unseen ${told.length - none} of ${asked.length} told, ${right} right; of ${unseen.length - asked.length} others ${none}`,
  );
}
