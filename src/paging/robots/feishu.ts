import { createHmac } from 'node:crypto';
import { byCode, type Robot } from './robot.ts';

/** Too many requests, too many messages of this robot. */
const BUSY = [9499, 11232];

/**
 * 飞书自定义机器人 (open.feishu.cn, 自定义机器人使用指南): with 签名校验 the body gets the time in seconds and the HMAC-SHA256 of nothing,
 * keyed with time, line feed and secret.
 */
export const feishu: Robot = {
  request({ url, secret }, { text, everybody }, now) {
    const timestamp = String(Math.floor(now / 1000));
    const sign = secret && createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
    const mention = everybody ? '<at user_id="all"></at>' : '';
    return {
      url,
      body: JSON.stringify({ ...(sign && { timestamp, sign }), msg_type: 'text', content: { text: text + mention } }),
    };
  },
  // Robots made long ago answer with StatusCode alone.
  verdict: ({ code, StatusCode }) => byCode(code ?? StatusCode, BUSY),
};
