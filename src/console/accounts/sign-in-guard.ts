import { slowDown } from '#console/refusal.ts';
import { ACCOUNT_PATIENCE, ADDRESS_PATIENCE, CODE_PATIENCE, guessCounter } from './guessing.ts';

/** Slows guessing of passwords down: by account and address together, and by address. */
export interface SignInGuard {
  /** Counts a try for this account. @throws Refusal 429 when it must wait */
  admit(name: string, address: string, now: number): void;
  /** Counts a try that names no account, such as a setup link. @throws Refusal 429 when it must wait */
  admitAddress(address: string, now: number): void;
  /** Counts a try of a one-time password, from wherever: whoever makes it has the password. @throws Refusal 429 */
  admitCode(staffId: string, now: number): void;
  /** The try was honest. */
  welcome(who: { name: string; id: string }, address: string): void;
}

/** One guard for a server. */
export function signInGuard(): SignInGuard {
  const accounts = guessCounter(ACCOUNT_PATIENCE);
  const addresses = guessCounter(ADDRESS_PATIENCE);
  const codes = guessCounter(CODE_PATIENCE);
  const both = (name: string, address: string) => JSON.stringify([name, address]);
  const demand = (seconds: number) => {
    if (seconds > 0) throw slowDown(seconds);
  };
  return {
    admit(name, address, now) {
      demand(accounts.try(both(name, address), now));
      demand(addresses.try(address, now));
    },
    admitAddress: (address, now) => demand(addresses.try(address, now)),
    admitCode: (staffId, now) => demand(codes.try(staffId, now)),
    welcome({ name, id }, address) {
      codes.forgive(id);
      accounts.forgive(both(name, address));
      addresses.takeBack(address);
    },
  };
}
