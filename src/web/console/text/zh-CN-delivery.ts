import type { DeliveryReason } from '#console/cases/delivery-api.ts';

/** How far a message has come on its way to the resident. */
export const zhDelivery = {
  sent: '已发出',
  delivered: '已送达',
  sending: '发送中…',
  held: '还没发出，住户下次发消息时自动送达',
  unknown: '不确定住户是否收到，系统不会重发',
  undelivered: '未送达',
  why: {
    quota: '微信限制：住户回复之前不能再发',
    window: '住户超过 48 小时没有发消息',
    'answers-only': '公众号未认证，只能在住户发消息时回复',
    'no-permission': '微信没有给公众号发消息的权限',
    unreachable: '住户已取消关注或无法接收',
    'daily-limit': '今天的发送次数已用完，明天自动再发',
    'too-fast': '发得太快，稍后自动再发',
    busy: '微信繁忙',
    'not-reached': '暂时连不上微信，会自动再发',
    address: '服务器地址不在微信白名单，请联系管理员',
    settings: '公众号设置有误，请联系管理员',
    token: '公众号登录已失效，请联系管理员',
    'account-paused': '公众号暂停发送，稍后自动再发',
    media: '微信没有接收这张照片',
    shorter: '内容太长，请分几条发',
    'no-answer': '发送时微信没有回音',
    other: '对方平台没有接收，请打电话联系住户',
  } satisfies Record<DeliveryReason, string> as Record<DeliveryReason, string>,
};
