import type { Means } from '../means.ts';

/** What is posted to a means. `url` and headers carry secrets and are told to nobody. */
export interface RobotRequest {
  url: string;
  body: string;
  headers?: Record<string, string>;
}

/** What a page says, in words; `everybody` asks the robot to mention all members of its group. */
export interface RobotMessage {
  text: string;
  everybody: boolean;
  /** The same as facts, for receivers that are programs. */
  facts: Record<string, unknown>;
}

/**
 * What the answer means: `delivered` when the robot says so itself, `busy` when it may take the message later. `refused` is
 * for good, with the robot's own code.
 */
export type Verdict = 'delivered' | 'busy' | { refused: string };

/** One kind of means. */
export interface Robot {
  /** `now` is the machine's time in milliseconds; signatures hold for an hour around it. */
  request(means: Means, message: RobotMessage, now: number): RobotRequest;
  /** Reads the answer's JSON; anything may come. */
  verdict(answer: Record<string, unknown>): Verdict;
}

/** Reads an answer that carries a number: 0 is delivered, those of `busy` may be tried again. */
export function byCode(code: unknown, busy: readonly number[]): Verdict {
  if (code === 0) return 'delivered';
  if (typeof code === 'number' && busy.includes(code)) return 'busy';
  return { refused: typeof code === 'number' ? String(code) : 'no-code' };
}
