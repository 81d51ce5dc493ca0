import { calibrationError } from '#understanding/local/calibrate.ts';
import { fitModel } from '#understanding/local/fit.ts';
import { predict } from '#understanding/local/model.ts';
import { type Figure, p50AndP99, percentile } from './figures.ts';
import { accuracyOf, percent, readAll, readSet, shareFigure } from './understanding-data.ts';

interface PublicSet {
  name: string;
  train: string;
  test: string;
  least?: number;
}

const SETS: readonly PublicSet[] = [
  { name: 'BANKING77', train: 'banking77/train.tsv', test: 'banking77/test.tsv', least: 0.915 },
  { name: 'xSID Chinese', train: 'xsid_zh/valid.tsv', test: 'xsid_zh/test.tsv', least: 0.925 },
  { name: 'xSID English', train: 'xsid_en/valid.tsv', test: 'xsid_en/test.tsv' },
  { name: 'SIGDIAL Chatbot', train: 'sigdial17_chatbot/train.tsv', test: 'sigdial17_chatbot/test.tsv' },
  { name: 'SIGDIAL AskUbuntu', train: 'sigdial17_askubuntu/train.tsv', test: 'sigdial17_askubuntu/test.tsv' },
  {
    name: 'SIGDIAL WebApplications',
    train: 'sigdial17_webapplications/train.tsv',
    test: 'sigdial17_webapplications/test.tsv',
  },
];
const CALIBRATED = 0.05;
/** A calibration error of fewer sentences than this is mostly chance. */
const ENOUGH = 400;

/** Accuracy, calibration and times on the sets that have a training and a test part and nothing out of scope. */
export const measureAccuracy = (dir: string): Figure[] => SETS.flatMap((set) => measureSet(dir, set));

function measureSet(dir: string, { name, train, test, least }: PublicSet): Figure[] {
  const examples = readSet(dir, train);
  const { model, milliseconds } = fitModel(examples, { folds: examples.length > 5000 ? 2 : 3 });
  const tests = readSet(dir, test);
  const read = readAll(model, tests);
  const error = calibrationError(
    read.map(({ expected, guess, probability }) => ({ probability, right: expected === guess })),
  );
  const times = tests.map(({ text }) => {
    const began = performance.now();
    predict(model, text);
    return performance.now() - began;
  });
  const figures = [shareFigure(`${name}: accuracy`, accuracyOf(read), least)];
  if (tests.length < ENOUGH) return figures;
  return [
    ...figures,
    {
      what: `${name}: calibration error`,
      measured: percent(error),
      budget: `≤ ${percent(CALIBRATED)}`,
      met: error <= CALIBRATED,
    },
    {
      what: `${name}: fit of ${examples.length} sentences`,
      measured: `${(milliseconds / 1000).toFixed(2)} s`,
    },
    {
      what: `${name}: predict`,
      measured: p50AndP99(times, 3),
      budget: 'p99 ≤ 0.5 ms',
      met: percentile(times, 0.99) <= 0.5,
    },
  ];
}
