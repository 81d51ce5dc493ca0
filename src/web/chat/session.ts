import type { ChatSession } from './boot.ts';
import type { Locale } from './words.ts';

const PATIENCE_MS = 10_000;

/** Asks the desk for a token of this visitor's conversation; the cookie says which. Rejects when the desk is away. */
export async function fetchSession(estate: string, locale: Locale): Promise<ChatSession> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const response = await fetch('/chat/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ estate, locale }),
    credentials: 'same-origin',
    signal: patience.signal,
  }).finally(() => clearTimeout(timer));
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
  return (await response.json()) as ChatSession;
}
