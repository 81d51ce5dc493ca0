import type { Clock } from './clock.ts';

const MINUTE = 60_000;

/** What a resident's action allows the account to send them: how many messages, for how long (ms). */
const GRANTS = {
  message: { count: 5, lasts: 48 * 60 * MINUTE },
  menu: { count: 3, lasts: MINUTE },
  follow: { count: 3, lasts: MINUTE },
  scan: { count: 3, lasts: MINUTE },
  payment: { count: Number.POSITIVE_INFINITY, lasts: 48 * 60 * MINUTE },
} as const;

/** An action that allows messages for a while. */
export type Action = keyof typeof GRANTS;

/** What the account may send to one resident at present. */
export interface Quota {
  grant(action: Action): void;
  /** Takes one message; 0, 45015 outside every window, 45047 when all is used up. */
  take(): number;
  /** Messages left now. */
  left(): number;
  /** When the resident last did something, ms since 1970; 0 if never. */
  readonly lastAction: number;
  revoke(): void;
}

/**
 * How grants combine is not documented. Here an action renews the grant of its kind, and a message is taken from the grant
 * that ends first.
 */
export function createQuota(clock: Clock): Quota {
  const grants = new Map<Action, { left: number; ends: number }>();
  let lastAction = 0;
  const open = () => [...grants.values()].filter(({ ends }) => ends > clock.now()).sort((a, b) => a.ends - b.ends);
  return {
    grant(action) {
      lastAction = clock.now();
      grants.set(action, { left: GRANTS[action].count, ends: clock.now() + GRANTS[action].lasts });
    },
    take() {
      const windows = open();
      const grant = windows.find(({ left }) => left > 0);
      if (!grant) return windows.length > 0 ? 45047 : 45015;
      grant.left -= 1;
      return 0;
    },
    left: () => open().reduce((sum, { left }) => sum + left, 0),
    get lastAction() {
      return lastAction;
    },
    revoke() {
      grants.clear();
    },
  };
}
