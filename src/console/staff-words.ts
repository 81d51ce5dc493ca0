import { z } from 'zod';
import { foldStaffName } from '#records/staff/staff.ts';

/** What one signs in with: letters of any script, digits, and `. _ - @` between them; 2 to 64, capitals do not matter. */
export const staffName = z
  .string()
  .transform(foldStaffName)
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,62}[\p{L}\p{M}\p{N}]$/u.test(name));

/** How residents and colleagues see a member of staff: 1 to 40 signs, none of them invisible or a line break. */
export const displayName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((name) => !/\p{C}/u.test(name));

/** How the audit names a member of staff. */
export function actorOf(staff: { id: string }): string {
  return `staff:${staff.id}`;
}
