import type { zhDelivery } from './zh-CN-delivery.ts';

/** How far a message has come on its way to the resident, in English. */
export const enDelivery: typeof zhDelivery = {
  sent: 'Sent',
  delivered: 'Delivered',
  sending: 'Sending…',
  held: 'Not sent yet; it goes with the resident’s next message',
  unknown: 'It may or may not have arrived; it is not sent again',
  undelivered: 'Not delivered',
  why: {
    quota: 'WeChat allows no more until the resident replies',
    window: 'the resident has not written for 48 hours',
    'answers-only': 'the account is not verified and may only answer',
    'no-permission': 'WeChat does not let the account send',
    unreachable: 'the resident no longer follows, or cannot receive',
    'daily-limit': 'today’s allowance is used up; it goes tomorrow',
    'too-fast': 'too many at once; it goes a little later',
    busy: 'WeChat is busy',
    'not-reached': 'WeChat cannot be reached; it is tried again',
    address: 'the server is not on WeChat’s allow-list; tell your administrator',
    settings: 'the account’s settings are wrong; tell your administrator',
    token: 'the account’s login has expired; tell your administrator',
    'account-paused': 'the account pauses; it goes a little later',
    media: 'WeChat did not take this photo',
    shorter: 'too long; please send it in parts',
    'no-answer': 'WeChat did not answer',
    other: 'the platform did not take it; please call the resident',
  },
};
