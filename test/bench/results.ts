import { type Figure, shown } from './figures.ts';

/** One figure on one line of the terminal. */
export function shownFigure({ what, measured, budget, met }: Figure): string {
  const verdict = budget ? `  [${budget}: ${verdictOf(met)}]` : '';
  return `${what}: ${measured}${verdict}`;
}

/** RESULTS.md: every figure with its budget, met or not. */
export function resultsPage(figures: readonly Figure[], run: { machine: string; seconds: number }): string {
  const rows = figures.map(
    ({ what, measured, budget, met }) =>
      `| ${what} | ${measured} | ${budget ?? ''} | ${budget ? verdictOf(met) : ''} |`,
  );
  return `# Measured

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} in ${shown(run.seconds)} s, on ${run.machine}.

Load, desk and echo share the machine's cores, as everything on one small machine does. Ratios are taken within this one run and
carry over to other machines; times do not.

| what | measured | budget | |
|---|---|---|---|
${rows.join('\n')}

The echo is the least a bot can do (it says what it hears, on lists in memory) behind the same restify and Direct Line code. A
durable turn of the desk is a message written to disk before it is acknowledged, understood, answered by the repair form, and its
answer with the form's new state written to disk. It counts when that is done.
`;
}

function verdictOf(met: boolean | undefined): string {
  return met ? 'met' : 'not met';
}
