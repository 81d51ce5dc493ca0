import { dwellingByCode } from '#handbook/register.ts';
import type { Answer, Answers, OpenForm } from '../desk-state.ts';
import { type DeskTurn, inLanguage } from '../desk-turn.ts';
import type { Contact } from './contact.ts';
import type { Form } from './form.ts';
import type { Where } from './where.ts';

/**
 * What is known of a resident who is bound: their home, when they have exactly one, and their own phone and name. For
 * `Form.known`; the summary shows it like any answer. `home: false` where the matter may be somewhere else, such as a lift.
 */
export function knownOf(turn: DeskTurn, { home = true }: { home?: boolean } = {}): Answers {
  const where = home ? knownHome(turn) : undefined;
  const contact = knownContact(turn);
  return { ...(where && { where }), ...(contact && { contact }) };
}

/** An open form with what has become known meanwhile: the questions it has for that are not asked any more. */
export function withKnown(form: Form | undefined, open: OpenForm, known: Answers): OpenForm {
  const wanted =
    form?.questions.filter(({ key }) => key in known && !(key in open.answers)).map(({ key }) => key) ?? [];
  if (wanted.length === 0) return open;
  const filled = Object.fromEntries(Object.entries(known).filter(([key]) => wanted.includes(key)));
  const asking = wanted.includes(open.asking ?? '') ? undefined : open.asking;
  return { ...open, answers: { ...open.answers, ...filled }, asking, misses: 0 };
}

/** A caller as `Form.known` sees a resident: what a clerk was told on the telephone proves nothing beyond that. */
export function callerKnown(
  turn: DeskTurn,
  { name, phone, unitCode }: { name?: string | undefined; phone?: string | undefined; unitCode?: string | undefined },
): Pick<DeskTurn, 'resident'> {
  const homes = unitCode ? [{ unitCode, relation: 'owner' as const, since: turn.clock.now() }] : [];
  return { resident: { id: '', name: name ?? '', ...(phone && { phone }), homes, left: [] } };
}

function knownHome(turn: DeskTurn): Answer | undefined {
  const [only, ...others] = turn.resident?.homes ?? [];
  const dwelling = only && others.length === 0 ? dwellingByCode(turn.estate, only.unitCode) : undefined;
  if (!dwelling) return undefined;
  const { code, building, unit, floor, room, text } = dwelling;
  const parts = Object.fromEntries(
    Object.entries({ building, unit, floor, room }).filter(([, part]) => part !== undefined),
  );
  return { value: { kind: 'home', code, ...parts } satisfies Where, told: inLanguage(turn, text) };
}

function knownContact({ resident, say }: DeskTurn): Answer | undefined {
  if (!resident?.phone) return undefined;
  const { name, phone } = resident;
  if (name === '') return { value: { phone } satisfies Contact, told: phone };
  return { value: { phone, name } satisfies Contact, told: say('asking:nameAndPhone', { name, phone }) };
}
