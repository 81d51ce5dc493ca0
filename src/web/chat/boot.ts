import type { Phone } from './phone.ts';
import type { Locale } from './words.ts';

/** What `POST /chat/session` gives the page: a token for one conversation. `expiresIn` in seconds. */
export interface ChatSession {
  token: string;
  conversationId: string;
  userId: string;
  expiresIn: number;
  /** In a long conversation: from where on the page shows it at first, and the last `lobby.notice` value before that. */
  newest?: { watermark: string; notice?: unknown };
}

/** What the server writes into the shell for the script. `session` is there when the visitor was known. */
export interface Boot {
  estateId: string;
  locale: Locale;
  directLinePath: string;
  nonce: string;
  /** The one to call now first. */
  phones: Phone[];
  session?: ChatSession;
}

/** The id of the element that holds the boot facts as JSON. */
export const BOOT_ID = 'boot';

/** Reads the boot facts out of a document written by `renderShell`. */
export function readBoot(page: Document): Boot {
  return JSON.parse(page.getElementById(BOOT_ID)?.textContent ?? '') as Boot;
}
