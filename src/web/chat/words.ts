/** The languages of the resident's page. */
export type Locale = 'zh-CN' | 'en';

/** How the switch names each language: in itself, so that nobody has to read the other one. */
export const LANGUAGES: readonly { locale: Locale; name: string; short: string }[] = [
  { locale: 'zh-CN', name: '中文', short: '中文' },
  { locale: 'en', name: 'English', short: 'EN' },
];

const zh = {
  deskName: '物业前台',
  languages: '语言',
  hours: '办公时间',
  openNow: '办公中',
  closedNow: '现在休息',
  reception: '前台',
  night: '夜间急修',
  fictional: '虚构的演示小区',
  topics: '常用服务',
  connecting: '正在接通前台…',
  connectingTopic: '已记下“{topic}”，正在接通前台…',
  placeholder: '输入您的问题…',
  chat: '与物业前台对话',
  noScript: '这个页面需要开启 JavaScript 才能在线咨询。您可以直接打电话给我们：',
  preparing: '页面正在准备，请稍等几秒。',
  offline: '您的网络断开了，连上后会自动继续。',
  reconnecting: '正在重新接通前台，您的话不会丢。',
  trouble: '前台暂时接不通，正在重试。',
  unsent: '刚才的话没有送达。',
  fileRefused: '文件没有发出去，请发 10 MB 以内的照片或 PDF。',
  restarted: '之前的对话没能找回，麻烦您再说一遍。',
  urgent: '急事请拨',
  queue: '已为您转接，请稍候。',
  queueAhead: '前面还有 {ahead} 位，大约 {minutes} 分钟。',
  queueOnlyAhead: '前面还有 {ahead} 位，请稍候。',
  queueNext: '下一位就是您，大约 {minutes} 分钟。',
  queueClosed: '现在休息，您的话已留给同事，上班后会看到。',
  queueNobody: '同事暂时不在线，您的话会留着，有人上线就能看到。',
  staff: '{name}为您服务',
  someone: '工作人员',
  assistant: '自动助手',
  staffRole: '工作人员',
  botSaid: '前台说：',
  botAttached: '前台发来附件：',
  ticket: '受理单 {number}',
  progress: '进度',
  sendPhoto: '发送照片或文件',
  newMessages: '新消息',
  earlier: '更早的消息',
  earlierComing: '正在取更早的消息…',
  earlierFailed: '没有取到，点这里再试',
  earlierShown: '更早的消息已显示在上面。',
  earlierAll: '全部消息都在这里了。',
  notFound: '没有找到这个小区',
  notFoundHelp: '请检查网址，或重新扫描物业给您的二维码。',
} as const;

/** Every sentence the page itself says. `{name}` marks are filled by `fill`. */
export type Words = Record<keyof typeof zh, string>;

const en: Words = {
  deskName: 'Reception',
  languages: 'Language',
  hours: 'Office hours',
  openNow: 'Open now',
  closedNow: 'Closed now',
  reception: 'Reception',
  night: 'Night repairs',
  fictional: 'Demo estate',
  topics: 'Common services',
  connecting: 'Connecting you to reception…',
  connectingTopic: 'Noted: “{topic}”. Connecting you to reception…',
  placeholder: 'Type your question…',
  chat: 'Chat with reception',
  noScript: 'Chatting here needs JavaScript. You can call us instead:',
  preparing: 'This page is being prepared. A few seconds, please.',
  offline: 'You are offline. We will carry on once you are back.',
  reconnecting: 'Reconnecting to reception. Nothing you said is lost.',
  trouble: 'We cannot reach reception just now. Trying again.',
  unsent: 'Your last message was not delivered.',
  fileRefused: 'The file was not sent. Please send a photo or PDF of up to 10 MB.',
  restarted: 'We could not find our earlier chat. Please tell us once more.',
  urgent: 'If urgent, call',
  queue: 'We are finding a colleague for you. One moment.',
  queueAhead: '{ahead} ahead of you, about {minutes} min.',
  queueOnlyAhead: '{ahead} ahead of you. One moment.',
  queueNext: 'You are next, in about {minutes} min.',
  queueClosed: 'We are closed now. Your messages are kept and will be seen once we open.',
  queueNobody: 'Nobody is online at the moment. Your messages are kept for whoever comes.',
  staff: '{name} is helping you',
  someone: 'A colleague',
  assistant: 'Assistant',
  staffRole: 'Staff',
  botSaid: 'Reception said:',
  botAttached: 'Reception attached:',
  ticket: 'Ticket {number}',
  progress: 'Progress',
  sendPhoto: 'Send a photo or file',
  newMessages: 'New messages',
  earlier: 'Earlier messages',
  earlierComing: 'Getting earlier messages…',
  earlierFailed: 'That did not work. Tap to try again.',
  earlierShown: 'Earlier messages are shown above.',
  earlierAll: 'The whole conversation is shown.',
  notFound: 'We do not know this estate',
  notFoundHelp: 'Please check the address, or scan the code from your property office again.',
};

const dictionaries: Record<Locale, Words> = { 'zh-CN': zh, en };

/** The page's own sentences in one language. */
export const wordsOf = (locale: Locale): Words => dictionaries[locale];

/** Puts values into `{name}` marks; a mark without a value stays, so that it is seen. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}

/** The page's language for any language tag, `zh…` for Chinese; undefined where the page does not speak it. */
export function toLocale(tag: string | undefined | null): Locale | undefined {
  if (!tag) return undefined;
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : undefined;
}
