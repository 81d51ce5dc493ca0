import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

type Db = Kysely<Tables>;

/** A place in a conversation's log under the number that orders it in the index: the newer, the higher. */
export interface IndexedPlace {
  id: number;
  conversation_id: string;
  seq: number;
}

/** What to look for: entries with all tokens of `all`, one of `any` where it is not empty, and an id within the bounds. */
export interface TokenWish {
  all: readonly string[];
  any: readonly string[];
  from?: number | undefined;
  before?: number | undefined;
  limit: number;
}

/** An engine's index of tokens. Tokens hold no white space, and of ASCII only small letters and digits. */
export interface TextIndex {
  /** Makes what the engine needs beside the table `search_entry`. An entry that is deleted takes its tokens along. */
  create(db: Kysely<unknown>): Promise<void>;
  /** Adds entries, each under the first number from its own on that is free. */
  put(db: Db, entries: readonly { place: IndexedPlace; tokens: readonly string[] }[]): Promise<void>;
  /** Ids of entries, the highest first. */
  find(db: Db, wish: TokenWish): Promise<number[]>;
}
