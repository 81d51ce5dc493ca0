import { type Common, estateDocuments } from './documents.ts';
import { fault, type Problem } from './problem.ts';
import type { RepairCategory } from './schemas/repair.ts';

const FILE = 'common/repair.json';

type Look = (list: keyof ReturnType<typeof namesOf>, key: string, names: readonly (string | undefined)[]) => void;

/** What repair.json names in other documents and what does not stand there: categories, fixtures, faults, dangers, phones, rules. */
export function repairProblems(common: Common): Problem[] {
  const { repair } = common;
  const known = namesOf(common);
  const problems: Problem[] = [];
  const look: Look = (list, key, names) => {
    for (const name of names) if (name !== undefined && !known[list].has(name)) problems.push(unknown(key, name));
  };
  look('fixtures', 'commonFixtures', repair.commonFixtures);
  for (const [at, one] of repair.shared.entries()) {
    look('fixtures', `shared[${at}].fixtures`, [...one.fixtures, ...one.unless]);
    look('faults', `shared[${at}].faults`, one.faults);
    look('categories', `shared[${at}].category`, [one.category]);
  }
  for (const category of repair.categories) lookIn(category, look);
  return problems;
}

function lookIn({ code, rule, raises, refer, questions }: RepairCategory, look: Look): void {
  const answers = questions.flatMap((question) => question.answers);
  const conditions = [...raises, ...questions.map(({ when }) => when)];
  const fixtures = conditions.flatMap((one) => [...one.fixtures, ...one.unless]);
  look('categories', code, [code]);
  look('rules', `${code}.rule`, [rule.home, rule.common]);
  look('fixtures', `${code}.fixtures`, fixtures);
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
