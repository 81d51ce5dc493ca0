import { says } from '#handbook/wording.ts';
import type { Answers } from '../desk-state.ts';
import type { Common } from '../desk-turn.ts';
import { kindOf } from './category.ts';
import { isAnonymous } from './contact.ts';

type Complaint = Common['complaint'];
/** 一般、重要、重大. */
export type Severity = keyof Complaint['handling'];
/** Who deals with a complaint. */
export type Addressee = Complaint['handling'][Severity]['goesTo'];

/** How grave a complaint is, and what follows from it. */
export interface Weight {
  severity: Severity;
  goesTo: Addressee;
  /** Whether a person takes over once it is filed. */
  person: 'no' | 'offered' | 'called';
  /** True when whom it concerns must not learn who complained. */
  confidential: boolean;
  /** True when money is demanded: staff check that, the desk never says more. */
  compensation: boolean;
  /** Keys of what made it graver. */
  signs: string[];
}

const GRAVER: readonly Severity[] = ['ordinary', 'important', 'major'];
const HIGHER: readonly Addressee[] = ['front-desk', 'supervisor', 'manager', 'director', 'privacy-officer', 'company'];
/** These deal with what the office itself is not to deal with: nobody at the front desk is called. */
const OUTSIDE_THE_OFFICE: ReadonlySet<Addressee> = new Set(['privacy-officer', 'company']);

/** Weighs a complaint by everything told (domain 4.4). A second time goes to the supervisor. */
export function weigh(answers: Answers, { complaint }: Common): Weight {
  const words = wordsOf(answers);
  const category = complaint.categories.find(({ code }) => code === kindOf(answers).code);
  const signs = complaint.signs.filter((one) => says(words, one.words));
  const compensation = says(words, complaint.compensation);
  const severity = most(GRAVER, [
    category?.severity ?? 'ordinary',
    ...signs.map((one) => one.severity),
    ...(compensation ? (['important'] as const) : []),
  ]);
  const confidential = isAnonymous(answers) || category?.confidential === true || signs.some((one) => one.confidential);
  const goesTo = most(HIGHER, [
    complaint.handling[severity].goesTo,
    ...[category, ...signs].flatMap((one) => one?.goesTo ?? []),
    // Who is at the front desk does not see who complained, and could not call back.
    ...((confidential && !isAnonymous(answers)) || says(words, complaint.again) ? (['supervisor'] as const) : []),
  ]);
  const person = OUTSIDE_THE_OFFICE.has(goesTo) ? 'no' : complaint.handling[severity].person;
  return { severity, goesTo, person, confidential, compensation, signs: signs.map(({ key }) => key) };
}

/** What a resident says that a person must hear before anything is written down: a threat, harm to a child. */
export function needsPersonAtOnce(text: string, { complaint }: Common): boolean {
  return complaint.signs.some((one) => one.atOnce && says(text, one.words));
}

/** Everything told, but for whom to call back. */
export function wordsOf(answers: Answers): string {
  return Object.entries(answers)
    .filter(([key]) => key !== 'contact' && key !== 'category')
    .map(([, { told }]) => told)
    .join('\n');
}

function most<T>(order: readonly T[], found: readonly T[]): T {
  return found.reduce((top, one) => (order.indexOf(one) > order.indexOf(top) ? one : top));
}

/** The higher of whoever deals with a complaint and whoever is to. */
export function higherOf(now: string | undefined, to: Addressee): Addressee {
  return most(HIGHER, [to, ...HIGHER.filter((one) => one === now)]);
}
