import type { IncomingMessage } from 'node:http';
import type { ChatSession } from './chat/boot.ts';
import type { ShellFacts } from './chat/shell.ts';

/** What the pages need from the rest of the desk. */
export interface PagesDeps {
  /** The facts of an estate, the first one without an id; undefined for an unknown one. */
  facts(estateId: string | undefined, locale: string): ShellFacts | undefined;
  /** A token for the visitor's conversation, found by the cookie or new; `cookie` is kept by the browser. */
  session(asked: { estateId?: string; cookie?: string; locale: string }): Promise<ChatSession & { cookie: string }>;
  /** The folder with `chat/` and `console/` as built by `buildPages`. */
  buildDir: string;
  directLinePath?: string;
  /** Origins that may embed the resident's page, e.g. `https://www.example.com`. */
  frameAncestors?: string[];
  /** True where residents come by https. */
  secureCookies: boolean;
  /** Directives of the console's policy that differ from the usual. */
  consoleCsp?: Record<string, string>;
  /** Tells visitors apart behind a proxy; the socket's address when left out. */
  clientAddress?: (req: IncomingMessage) => string;
  onError?: (code: string, error: unknown) => void;
}
