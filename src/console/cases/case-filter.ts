import { CASE_SERVICES, CASE_STATES, statesOf } from '#records/cases/case-states.ts';

export { CASE_SERVICES } from '#records/cases/case-states.ts';

/** States to choose from in a filter: those of one kind of case, or of all. */
export function statesToChoose(service: string): string[] {
  return CASE_SERVICES.includes(service) ? statesOf(service) : CASE_STATES;
}
