import type { AccessToken } from './access-token.ts';
import type { AccountState } from './account-state.ts';
import type { WechatDoor } from './door.ts';

/** What everything that goes out works with. */
export interface Sender {
  door: WechatDoor;
  tokens: AccessToken;
  account: AccountState;
  /** Since when (milliseconds since 1970) this process has been there for the platform. */
  upSince: number;
}
