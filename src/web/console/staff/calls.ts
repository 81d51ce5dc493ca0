import type {
  AuditList,
  Enrolment,
  EnrolRequest,
  HandedLink,
  Invite,
  InviteRequest,
  LinkRequest,
  LinkState,
  OwnAccount,
  PasswordRequest,
  RecoveryCodes,
  RoleRequest,
  StaffDetail,
  StaffList,
} from '#console/accounts/staff-api.ts';
import type { Me } from '#console/api.ts';
import { post, read } from '../api/call.ts';
import { type Filter, query } from '../api/calls.ts';

const one = (id: string) => `staff/${encodeURIComponent(id)}`;

/** The desk's API for accounts, one function a call; each throws `Refusal`. */
export const staffDesk = {
  link: (token: string) => read<LinkState>(`link${query({ token })}`),
  takeLink: (wish: LinkRequest) => post<Me | undefined>('link', wish),
  account: (signal: AbortSignal) => read<OwnAccount>('account', signal),
  changePassword: (wish: PasswordRequest) => post('account/password', wish),
  offerFactor: (password: string) => post<Enrolment>('account/second-factor', { password }),
  confirmFactor: (wish: EnrolRequest) => post<RecoveryCodes>('account/second-factor/confirm', wish),
  renewCodes: (password: string) => post<RecoveryCodes>('account/second-factor/codes', { password }),
  endFactor: (password: string) => post('account/second-factor/end', { password }),
  list: (filter: Filter, signal: AbortSignal) => read<StaffList>(`staff${query(filter)}`, signal),
  show: (id: string, signal: AbortSignal) => read<StaffDetail>(one(id), signal),
  disable: (id: string, why: string) => post(`${one(id)}/disable`, { why }),
  enable: (id: string, why: string) => post(`${one(id)}/enable`, { why }),
  changeRole: (id: string, wish: RoleRequest) => post(`${one(id)}/role`, wish),
  resetLink: (id: string, why: string) => post<HandedLink>(`${one(id)}/reset-link`, { why }),
  dropFactor: (id: string, why: string) => post(`${one(id)}/second-factor/end`, { why }),
  invites: (signal: AbortSignal) => read<{ invites: Invite[] }>('invites', signal),
  invite: (wish: InviteRequest) => post<HandedLink>('invites', wish),
  revoke: (id: string) => post(`invites/${encodeURIComponent(id)}/revoke`),
  audit: (filter: Filter, signal: AbortSignal) => read<AuditList>(`audit${query(filter)}`, signal),
};
