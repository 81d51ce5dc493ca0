import { byCode, type Robot } from './robot.ts';

/** System busy, too many calls, too many at once. */
const BUSY = [-1, 45009, 45033];

/** 企业微信群机器人 (developer.work.weixin.qq.com/document/path/91770): the key stands in the address, there is no signature. */
export const wecom: Robot = {
  request: ({ url }, { text, everybody }) => ({
    url,
    body: JSON.stringify({
      msgtype: 'text',
      text: { content: text, ...(everybody && { mentioned_list: ['@all'] }) },
    }),
  }),
  verdict: ({ errcode }) => byCode(errcode, BUSY),
};
