/** Why a call is refused: for the log only, the caller always hears the same. The numbers are the platform's own. */
export type RefusalReason =
  | 'too-large'
  | 'query'
  | 'expired'
  | 'mode'
  | 'envelope (-40002)'
  | 'signature (-40001)'
  | 'decrypt (-40007)'
  | 'buffer (-40008)'
  | 'app-id (-40005)'
  | 'base64 (-40010)'
  | 'text'
  | 'message (-40002)'
  | 'account'
  | 'broken-off';

/** A call that is not from the platform, or not for this account. */
export class WechatRefusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super('The call is refused.');
    this.reason = reason;
  }
}
