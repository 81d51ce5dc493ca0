/** What to do about a refusal of the platform. */
export type Remedy =
  | 'token'
  | 'media'
  | 'shorter'
  | 'busy'
  | 'too-fast'
  | 'daily-limit'
  | 'window'
  | 'quota'
  | 'no-permission'
  | 'settings'
  | 'address'
  | 'unreachable'
  | 'lost';

const REMEDIES: Readonly<Record<number, Remedy>> = {
  [-1]: 'busy',
  40001: 'token',
  40014: 'token',
  42001: 'token',
  40003: 'unreachable',
  40007: 'media',
  40013: 'settings',
  40125: 'settings',
  41002: 'settings',
  41004: 'settings',
  40164: 'address',
  43004: 'unreachable',
  43019: 'unreachable',
  48002: 'unreachable',
  50005: 'unreachable',
  70000: 'unreachable',
  45002: 'shorter',
  45009: 'daily-limit',
  45011: 'too-fast',
  45015: 'window',
  45047: 'quota',
  48001: 'no-permission',
  48004: 'no-permission',
  48008: 'no-permission',
};

/** What an error code asks for; those not known will not go away by trying again. */
export function remedyOf(errcode: number): Remedy {
  return REMEDIES[errcode] ?? 'lost';
}

/** The platform answered, and not with yes. */
export class ApiRefusal extends Error {
  readonly errcode: number;
  readonly remedy: Remedy;
  /** Our address as the platform sees it, when that is what it does not like. */
  readonly address?: string;

  constructor(errcode: number, errmsg = '') {
    super(`The platform answered ${errcode}.`);
    this.errcode = errcode;
    this.remedy = remedyOf(errcode);
    if (this.remedy === 'address')
      this.address = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b[0-9a-f]*:[0-9a-f:]+\b/i.exec(errmsg)?.[0];
  }
}

/** The request surely did not get there: it may be repeated. */
export class NotReached extends Error {}

/** The request was on its way and nobody knows what became of it: it must not be repeated by itself. */
export class NoAnswer extends Error {}
