import type { Clock } from '#records/clock.ts';
import type { Spool } from '#storage/sqlite/spool.ts';
import type { Storage } from '#storage/storage.ts';
import type { WechatSettings } from './settings.ts';

/** Where the door reports: codes and counts, never words, tokens or ids of residents. */
export interface DoorLog {
  info(code: string, facts?: Record<string, string | number | boolean | undefined>): void;
  warn(code: string, facts?: Record<string, string | number | boolean | undefined>): void;
  error(code: string, error: unknown): void;
}

/** Speaks one sentence; `key` is `wechat:<name>`. */
export type DoorSay = (locale: 'zh-CN' | 'en', key: string, values?: Record<string, string | number>) => string;

/** What the door does while the store is away, where that is not this node's own. */
export interface Away {
  spool: Spool;
  /** What a resident hears of their words meanwhile; `canSend` says whether the answer will come by itself. */
  words(text: string | undefined, canSend: boolean): Promise<{ words: string; locale: 'zh-CN' | 'en' }>;
}

/** What the door works with. */
export interface WechatDoor {
  settings: WechatSettings;
  storage: Storage;
  clock: Clock;
  log: DoorLog;
  say: DoorSay;
  /** The estate of a new resident; `scene` is what the scanned code says. Undefined when there is none. */
  estateOf(scene: string | undefined): string | undefined;
  /** The number to ring at an estate's reception, if the handbook has one. */
  phoneOf(estateId: string): string | undefined;
  away?: Away;
  /** Runs something once after a time (milliseconds), for tests on a clock of their own. The result calls it off. */
  after?(ms: number, run: () => void): () => void;
}

/** Calls `run` after `ms` by the door's clock. */
export function after(door: Pick<WechatDoor, 'after'>, ms: number, run: () => void): () => void {
  if (door.after) return door.after(ms, run);
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
