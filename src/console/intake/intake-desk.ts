import type { IntakeChannel, IntakeCheck, IntakeFiled, IntakeForms, IntakeWish } from './intake-api.ts';

/** What an entry is filed with besides the form. */
export interface IntakeFiling extends Omit<IntakeWish, 'caller'> {
  caller: { name?: string; phone?: string; unitCode?: string; residentId?: string };
  conversationId: string;
  channel: IntakeChannel;
  staff: { id: string; name: string };
  files: { id: string; name: string; contentType: string }[];
  replyBy?: number | undefined;
  emergency: boolean;
}

/** The dialogs' forms, handed to the console: a new form of the desk appears there by itself. */
export interface IntakeDesk {
  list(locale: 'zh-CN' | 'en'): IntakeForms['forms'];
  check(wish: Pick<IntakeFiling, 'estateId' | 'locale' | 'form' | 'fields' | 'caller'>): Promise<IntakeCheck>;
  /** Undefined while the form is not ready. */
  file(filing: IntakeFiling): Promise<IntakeFiled | undefined>;
}
