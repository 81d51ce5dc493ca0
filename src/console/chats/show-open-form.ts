import { z } from 'zod';
import type { ConversationDetail } from '#console/api.ts';
import { maskPhones } from '#console/transcripts/mask-phone.ts';

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

const home = z.object({ kind: z.literal('home'), code: z.string() });
const contact = z.object({ phone: z.string().optional(), name: z.string().optional() });

/** What of the open form a case needs: which service, what it is about, the home, whom to call. */
export function fromOpenForm(state: string): {
  service: string;
  summary: string;
  unitCode: string;
  contactName: string;
  contactPhone: string;
} {
  const { open } = stored.safeParse(parse(state)).data ?? {};
  const valueAt = (key: string) => (open?.answers[key] as { value?: unknown } | undefined)?.value;
  const homes = ['where', 'home'].flatMap((key) => {
    const value = valueAt(key);
    return home.safeParse(value).data?.code ?? (key === 'home' && typeof value === 'string' ? value : []);
  });
  const reach = contact.safeParse(valueAt('contact')).data;
  return {
    service: open?.form ?? '',
    summary: answer.safeParse(open?.answers.what).data?.told ?? '',
    // Whoever wants to stay unknown has given no phone, and their home stands in no case.
    unitCode: open?.answers.contact && !reach?.phone ? '' : (homes[0] ?? ''),
    contactName: reach?.name ?? '',
    contactPhone: reach?.phone ?? '',
  };
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
