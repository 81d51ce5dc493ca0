/** What the platform says to each code of its API that concerns a desk. */
const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40003: 'invalid openid',
  40004: 'invalid media type',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40164: 'invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41005: 'media data missing',
  41006: 'media_id missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  43004: 'require subscribe',
  43019: 'require remove blacklist',
  44002: 'empty post data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080: 'can not send typing without message recently',
  45081: 'already typing',
  47001: 'data format error',
  48001: 'api unauthorized',
  48002: 'user block receive message',
  48004: 'api forbidden',
  48008: 'no permission for this msgtype',
  50005: 'user unsubscribed',
  61452: 'invalid kf_account',
  61457: 'invalid kf_account or session',
  65400: 'please enable new custom service',
  65402: 'kf account not bound',
  65413: 'session does not exist',
  65414: 'session exists or user has another session',
  65415: 'kf offline',
  70000: 'user under protection of minors',
};

/** An answer of the API in JSON; `errcode` 0 or absent is success. */
export type Json = Record<string, unknown>;

/** The answer that refuses a call with `errcode`. */
export function refusal(errcode: number, errmsg = MESSAGES[errcode] ?? 'error'): Json {
  return { errcode, errmsg: `${errmsg} rid: 00000000-00000000-00000000` };
}

/** The answer that grants a call. */
export const OK: Json = { errcode: 0, errmsg: 'ok' };
