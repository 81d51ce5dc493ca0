import type { IntakeCaller, IntakeChannel, IntakeRequest, IntakeWish } from '#console/intake/intake-api.ts';
import { keepDraft, readDraft } from '../chat/drafts.ts';
import type { Scan } from './calls.ts';

/** An entry as it is typed; kept across reloads of this window until it is written down. */
export interface IntakeDraft {
  id: string;
  channel: IntakeChannel;
  estateId: string;
  locale: 'zh-CN' | 'en';
  form: string;
  /** What was typed, by form and question: a change of form loses nothing. */
  fields: Record<string, Record<string, string>>;
  caller: IntakeCaller;
  scans: Scan[];
  replyBy: string;
  /** When the call began, milliseconds. */
  began: number;
}

/** The form for words alone. */
export const NOTE = 'note';

const keyOf = (channel: IntakeChannel) => `intake.${channel}`;

/** What was typed before a reload, else a fresh entry. */
export function beginEntry(fresh: Pick<IntakeDraft, 'channel' | 'estateId' | 'locale'>): IntakeDraft {
  const kept = readDraft(keyOf(fresh.channel));
  if (kept !== '') return JSON.parse(kept) as IntakeDraft;
  return {
    ...fresh,
    id: crypto.randomUUID(),
    form: fresh.channel === 'letter' ? NOTE : 'repair',
    fields: {},
    caller: { name: '', phone: '', unitCode: '', residentId: '' },
    scans: [],
    replyBy: '',
    began: Date.now(),
  };
}

/** Keeps an entry that is being typed. */
export function keepEntry(draft: IntakeDraft): void {
  keepDraft(keyOf(draft.channel), JSON.stringify(draft));
}

/** The entry is written down, or thrown away. */
export function forgetEntry(channel: IntakeChannel): void {
  keepDraft(keyOf(channel), '');
}

/** What was typed into the form that is chosen. */
export function fieldsOf({ fields, form }: IntakeDraft): Record<string, string> {
  return fields[form] ?? {};
}

/** What the desk is asked to check. */
export function toWish(draft: IntakeDraft): IntakeWish {
  const { estateId, locale, form, caller } = draft;
  return { estateId, locale, form, caller, fields: fieldsOf(draft) };
}

/** What the desk is asked to write down. */
export function toRequest(draft: IntakeDraft, emergency: boolean): IntakeRequest {
  const { id, channel, replyBy, scans } = draft;
  return { ...toWish(draft), id, channel, replyBy, files: scans.map((one) => one.id), emergency };
}
