import type { WechatLimits } from '#records/wechat/quota.ts';

/** How the platform wraps what it posts. */
export type WechatMode = 'secure' | 'compatible' | 'plain';

/** The Official Account and how it is used. */
export interface WechatSettings {
  appId: string;
  appSecret: string;
  token: string;
  /** The EncodingAESKey of 43 characters; only plain mode does without. */
  aesKey?: string;
  /** The key before, honoured while the platform changes over. */
  previousAesKey?: string;
  mode: WechatMode;
  /** Only verified accounts may send by themselves; others answer. */
  verified: boolean;
  /** Where the platform's API is, without a slash at the end. */
  apiBase: string;
  /** The account's own id (`gh_…`); checked when set. */
  originalId?: string;
  /** Marks what the desk itself says as said by an automatic assistant. */
  aiLabel: boolean;
  /** Template that tells a resident outside the window that something waits, and its fields: words, then time. */
  noticeTemplate?: string;
  noticeFields: readonly string[];
  limits: WechatLimits;
  /** By when (milliseconds after it came) a request is answered; the platform gives up at 5 s. */
  answerWithin: number;
}

/** What the platform allows after a message, and after a click, a scan or a follow; as of November 2026. */
export const PLATFORM_LIMITS: WechatLimits = {
  message: { count: 5, window: 48 * 60 * 60 * 1000 },
  action: { count: 3, window: 60 * 1000 },
};

/** The platform's own API. */
export const PLATFORM_API = 'https://api.weixin.qq.com';

/** Four of the platform's five seconds. */
export const ANSWER_WITHIN = 4000;
