const keyOf = (id: string) => `lobby.console.draft.${id}`;

/** What was typed to a resident and not sent, kept across reloads of this window. */
export function readDraft(id: string): string {
  return sessionStorage.getItem(keyOf(id)) ?? '';
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(id: string, text: string): void {
  if (text === '') sessionStorage.removeItem(keyOf(id));
  else sessionStorage.setItem(keyOf(id), text);
}
