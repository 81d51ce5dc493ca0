import type { Entity } from '../recognizer.ts';
import { expectedPairs, pairs } from './flatten.ts';
import { type LabelScore, scoreOf } from './score.ts';

interface Counts {
  right: number;
  guessed: number;
  expected: number;
}

/** How well entities are found: all together, and by name, worst first. */
export interface EntityScores {
  micro: LabelScore;
  perEntity: Record<string, LabelScore>;
}

/** Compares what was found with what a test file expects, value by value. */
export function scoreEntities(cases: readonly { expected: unknown; found: readonly Entity[] }[]): EntityScores {
  const counts = new Map<string, Counts>();
  const of = (name: string): Counts => {
    const entry = counts.get(name) ?? { right: 0, guessed: 0, expected: 0 };
    counts.set(name, entry);
    return entry;
  };
  for (const one of cases) {
    const expected = expectedPairs(one.expected);
    const wanted = new Set(expected.map((pair) => pair.join('\t')));
    for (const [name] of expected) of(name).expected++;
    for (const pair of pairs(one.found)) {
      of(pair[0]).guessed++;
      if (wanted.has(pair.join('\t'))) of(pair[0]).right++;
    }
  }
  const total = { right: 0, guessed: 0, expected: 0 };
  for (const one of counts.values()) {
    total.right += one.right;
    total.guessed += one.guessed;
    total.expected += one.expected;
  }
  const scores = [...counts].map(([name, one]): [string, LabelScore] => [
    name,
    scoreOf(one.right, one.guessed, one.expected),
  ]);
  return {
    micro: scoreOf(total.right, total.guessed, total.expected),
    perEntity: Object.fromEntries(scores.sort((a, b) => a[1].f1 - b[1].f1)),
  };
}
