const hearers = new Map<string, (words: string) => void>();

/** The composer of a chat takes words from elsewhere on the page, such as the number of a case filed from the card. */
export function hearInserts(id: string, take: (words: string) => void): () => void {
  hearers.set(id, take);
  return () => {
    if (hearers.get(id) === take) hearers.delete(id);
  };
}

/** Puts words into the draft of a chat; false when nobody is writing there. */
export function insertIntoDraft(id: string, words: string): boolean {
  const take = hearers.get(id);
  take?.(words);
  return take !== undefined;
}
