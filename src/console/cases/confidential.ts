import { may } from '#console/policy.ts';
import { notFound } from '#console/refusal.ts';
import { COMPANY_ONLY } from '#records/cases/tickets.ts';
import type { OfficeConversation } from '#records/transcripts/reading.ts';

/** Whether a role may see who reported a case (`ticket.confidential`). */
export function mayOpen(role: string, confidential: number | null): boolean {
  if (confidential === null) return true;
  return may(role, confidential === COMPANY_ONLY ? 'see-company-cases' : 'see-complainants');
}

/** Up to which `confidential` a role sees who reported a case. */
export function opensUpTo(role: string): number {
  return [COMPANY_ONLY, 1].find((one) => mayOpen(role, one)) ?? 0;
}

/** Whether a role may see that there is such a case at all: what is about the office itself is for the company alone. */
export function mayKnowOf(role: string, confidential: number | null): boolean {
  return confidential !== COMPANY_ONLY || may(role, 'see-company-cases');
}

/**
 * Whether a role may read a conversation from which a confidential complaint was made; while it waits for a person or is with
 * one, whoever serves it reads it too.
 */
export function mayRead(
  role: string,
  { owner, confidential }: Pick<OfficeConversation, 'owner' | 'confidential'>,
): boolean {
  return owner !== 'bot' || mayOpen(role, confidential);
}

/** @throws Refusal 404 for a conversation that this role may not read, as for one that is not there */
export function demandReadable(role: string, row: OfficeConversation | undefined): asserts row is OfficeConversation {
  if (!row || !mayRead(role, row)) throw notFound();
}
