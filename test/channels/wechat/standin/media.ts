import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

const LIFE = 3 * 86_400_000;

/** What the platform keeps for three days. */
export interface Medium {
  type: string;
  contentType: string;
  bytes: Buffer;
  ends: number;
}

/** Temporary media, residents' and uploaded ones alike. */
export interface Media {
  /** Keeps `bytes`; the id is good for three days. */
  put(type: string, contentType: string, bytes: Buffer): string;
  /** Nothing when the id is unknown or has expired. */
  get(id: string): Medium | undefined;
}

/** An empty store on `clock`. */
export function createMedia(clock: Clock): Media {
  const media = new Map<string, Medium>();
  return {
    put(type, contentType, bytes) {
      const id = randomBytes(32).toString('base64url');
      media.set(id, { type, contentType, bytes, ends: clock.now() + LIFE });
      return id;
    },
    get(id) {
      const medium = media.get(id);
      return medium && clock.now() < medium.ends ? medium : undefined;
    },
  };
}
