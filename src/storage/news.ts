/** What a node tells the others about a change. Never carries words or names: data is always read from the tables. */
export type News =
  | { about: 'conversation'; id: string; estateId: string; seq: number; inbound: boolean }
  | { about: 'queue'; estateId: string }
  | { about: 'ticket'; estateId: string; id: string }
  | { about: 'staff'; id: string }
  | { about: 'promise'; estateId: string; id: string }
  | { about: 'mention'; estateId: string; staffId: string }
  | { about: 'looking'; id: string; estateId: string }
  | { about: 'delivery'; id: string; estateId: string }
  | { about: 'typing'; id: string; estateId: string; role: 'resident' | 'desk' | 'staff' };

type Listener = (news: News, origin: 'here' | 'elsewhere') => void;

/** A list of listeners; one that throws does not keep the news from the others. */
export function newsDesk(onError: (error: unknown) => void) {
  const listeners = new Set<Listener>();
  return {
    tell(news: News, origin: 'here' | 'elsewhere'): void {
      for (const listener of listeners) {
        try {
          listener(news, origin);
        } catch (error) {
          onError(error);
        }
      }
    },
    listen(listener: Listener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
