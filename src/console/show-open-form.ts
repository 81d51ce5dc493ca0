import { z } from 'zod';
import type { ConversationDetail } from './api.ts';
import { maskPhones } from './mask-phone.ts';

/** The part of the stored dialog state that the office sees; everything else in it is the dialogs' own. */
const openForm = z.object({
  form: z.string(),
  answers: z.record(z.string(), z.unknown()).default({}),
  asking: z.string().optional(),
});
const stored = z.object({ open: openForm.optional() });
const answer = z.object({ told: z.string() });

/** What the resident has told in the form that is open with the bot. A state that cannot be read tells nothing. */
export function toOpenForm(state: string): Pick<ConversationDetail, 'told' | 'asking'> {
  const { open } = stored.safeParse(parse(state)).data ?? {};
  if (!open) return { told: [], asking: null };
  return { told: toldAnswers(open.answers), asking: open.asking ? { form: open.form, key: open.asking } : null };
}

/** Answers as they read to people, in the order given; those without words are left out. */
function toldAnswers(answers: Record<string, unknown>): { key: string; value: string }[] {
  return Object.entries(answers).flatMap(([key, one]) => {
    const { told } = answer.safeParse(one).data ?? {};
    return told ? [{ key, value: key === 'contact' ? maskPhones(told) : told }] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
