import { createHmac } from 'node:crypto';
import { byCode, type Robot } from './robot.ts';

/** System busy, and two codes for more than 20 messages a minute. */
const BUSY = [-1, 130101, 410100];

/**
 * 钉钉自定义机器人 (open.dingtalk.com, 自定义机器人接入): with 加签 the address gets the time in milliseconds and the HMAC-SHA256 of
 * time, line feed and secret, keyed with the secret.
 */
export const dingtalk: Robot = {
  request({ url, secret }, { text, everybody }, now) {
    const signed = new URL(url);
    if (secret) {
      signed.searchParams.set('timestamp', String(now));
      signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
    }
    return {
      url: signed.href,
      body: JSON.stringify({ msgtype: 'text', text: { content: text }, at: { isAtAll: everybody } }),
    };
  },
  verdict: ({ errcode }) => byCode(errcode, BUSY),
};
