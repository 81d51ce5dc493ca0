import { createHmac } from 'node:crypto';
import type { Robot } from './robot.ts';

/**
 * Any other receiver, such as a telephone gateway: JSON by POST, signed in `X-Lobby-Signature` as `sha256=` and the hex HMAC-SHA256
 * of `X-Lobby-Timestamp` (milliseconds), a dot and the body. It has to answer `{ "delivered": true }`: the resident is told on
 * its word that somebody was notified.
 */
export const webhook: Robot = {
  request({ url, secret = '' }, { text, facts }, now) {
    const body = JSON.stringify({ text, ...facts });
    const signature = createHmac('sha256', secret).update(`${now}.${body}`).digest('hex');
    return {
      url,
      body,
      headers: { 'X-Lobby-Timestamp': String(now), 'X-Lobby-Signature': `sha256=${signature}` },
    };
  },
  verdict: ({ delivered }) => (delivered === true ? 'delivered' : { refused: 'not-delivered' }),
};
