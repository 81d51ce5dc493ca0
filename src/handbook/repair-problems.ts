import { type Common, estateDocuments } from './documents.ts';
import { fault, type Problem } from './problem.ts';

const FILE = 'common/repair.json';

/** What repair.json names in other documents and what does not stand there: categories, fixtures, faults, dangers, phones, rules. */
export function repairProblems(common: Common): Problem[] {
  const { repair } = common;
  const known = namesOf(common);
  const problems: Problem[] = [];
  const look = (list: keyof typeof known, key: string, names: readonly (string | undefined)[]) => {
    for (const name of names) if (name !== undefined && !known[list].has(name)) problems.push(unknown(key, name));
  };
  look('fixtures', 'commonFixtures', repair.commonFixtures);
  for (const [at, one] of repair.shared.entries()) {
    look('fixtures', `shared[${at}].fixtures`, [...one.fixtures, ...one.unless]);
    look('faults', `shared[${at}].faults`, one.faults);
    look('categories', `shared[${at}].category`, [one.category]);
  }
  for (const { code, rule, raises, refer, questions } of repair.categories) {
    const answers = questions.flatMap((question) => question.answers);
    const conditions = [...raises, ...questions.map(({ when }) => when)];
    look('categories', code, [code]);
    look('rules', `${code}.rule`, [rule.home, rule.common]);
    look(
      'fixtures',
      `${code}.fixtures`,
      conditions.flatMap(({ fixtures, unless }) => [...fixtures, ...unless]),
    );
    look(
      'faults',
      `${code}.faults`,
      conditions.flatMap(({ faults }) => faults),
    );
    look(
      'dangers',
      `${code}.danger`,
      answers.map(({ danger }) => danger),
    );
    look('phones', `${code}.phones`, [...(refer?.phones ?? []), ...answers.flatMap(({ phones }) => phones)]);
  }
  return problems;
}

function namesOf({ faultWords, safetyLines, emergencyLines, repair }: Common) {
  const keys = (list: readonly { key: string }[]) => new Set(list.map(({ key }) => key));
  return {
    fixtures: keys(faultWords.fixtures),
    faults: keys(faultWords.faults),
    categories: new Set(faultWords.categories.map(({ code }) => code)),
    rules: keys(repair.rules),
    dangers: new Set(safetyLines.lines.map(({ kind }) => kind)),
    phones: new Set([
      ...Object.keys(estateDocuments.office.shape.phones.shape),
      ...emergencyLines.lines.map(({ key }) => key),
    ]),
  };
}

function unknown(key: string, name: string): Problem {
  return fault(FILE, key, 'unknown-reference', { zh: `没有“${name}”这一项`, en: `there is no "${name}"` });
}
