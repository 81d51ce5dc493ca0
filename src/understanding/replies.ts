import { readNumber } from './entities/numbers.ts';
import { fold } from './fold.ts';
import type { OpenQuestion, Reply } from './recognizer.ts';

const TABLE: Readonly<Record<Reply, string>> = {
  affirm:
    "嗯 嗯嗯 恩 恩恩 嗯呢 嗯啊 哦 噢 好 好的 好滴 好哒 好嘞 好吧 好啊 好呀 好了 好好 好好好 行 行的 行吧 行啊 行行 行呢 可以 可以的 可以啊 可 中 中中 中嘞 要得 得 得嘞 妥 妥了 成 成吧 成啊 没问题 没毛病 没错 不错 对 对的 对对 对对对 对啊 对头 是 是的 是啊 是滴 是是是 系 系啊 正确 确认 确定 确认提交 提交 同意 愿意 要 要的 需要 有 有的 有人 在 在的 1个 ok okay okk okey k kk oki yes y yep yeah ya yup yess sure yeap right correct 👌 👍 🆗 ✅ 没得问题 莫得问题 必须的 当然 当然可以 那当然 收到 明白 了解 知道了 晓得了 晓得 可以可以 就这样 就这样吧 就是 就是的 shi haode hao xing keyi dui en ng 嗯好 嗯好的 嗯可以 好的没问题 ok的 okok 那好 那行 那好吧 of course absolutely definitely confirm confirmed agreed fine alright all right go ahead yes please that is right that's right sounds good sure thing exactly 要撒 阔以 中不中中 管 管的 hao的 欧克 欧了 哦了 奥 哦哦 嗯哪 彳亍",
  deny: "不 不用 不用了 不是 不是的 不对 不行 不可以 不要 不要了 没有 没 没人 没有人 没得 莫得 不需要 不必 不必了 不了 别 别了 否 算不上 不同意 不愿意 不想 不中 不得行 不成 错 错了 错误 不确定 还没 还没有 没呢 不在 冇 唔系 唔要 唔使 no n nope nah not really no thanks no thank you nay not yet wrong incorrect negative bu buyong bushi meiyou ❌ 👎 不要紧 免了 没必要 不好 不太行 不干 不乐意 bushide 布用 没有了 没了 都没有 不对不对 不是不是 不不不 不不 no no nothing none don't never",
  cancel:
    '取消 取消吧 取消了 算了 算了吧 不办了 不报了 不弄了 不搞了 不想办了 不修了 不说了 退出 停止 停 结束 终止 作废 撤销 撤回 放弃 不投诉了 不报修了 当我没说 先不弄了 先不办了 不麻烦了 cancel stop quit exit abort nevermind never mind forget it forget about it drop it quxiao suanle 拉倒 拉倒吧 不整了 罢了 不用弄了 不用办了 不用报了 cancel it cancel that',
  back: '返回 上一步 回到上一步 后退 回去 退回 上一个 往回 重来 重新来 重填 重新填 上一题 back go back previous undo start over fanhui 改一下 改 修改 更正',
  skip: '跳过 略过 略 下一步 下一题 下一个 不填 先不填 不想说 不方便说 不方便 保密 pass skip next skip it skip this 没照片 没有照片 不拍了 拍不了 没法拍 直接下一步 先跳过 不提供',
  unknown:
    "不知道 不清楚 不晓得 不记得 不记得了 忘了 忘记了 没印象 说不好 说不清 不太清楚 不太确定 随便 都行 都可以 无所谓 看你们 看着办 你们定 你看着办 idk i don't know don't know dunno not sure no idea i forgot whatever either 不懂 哪个都行 母鸡 不造 布吉岛",
  help: '帮助 帮忙 怎么用 说明 菜单 功能 help menu ? ？ /help bangzhu 你能干啥 能做什么 ？？ ??',
  human:
    '人工 转人工 人工客服 人工服务 真人 找人 客服 人 转接人工 转客服 我要人工 找客服 人工人工 要人工 human agent operator person real person talk to a person staff rengong zhuanrengong 叫个人来 换个人 找个人',
  repeat:
    '什么 啥 啥意思 什么意思 没看懂 看不懂 再说一遍 再说一次 没明白 没听懂 不明白 重复一下 what pardon again repeat say again huh come again sorry? what? 啥? 什么?',
  'leave-message':
    '留言 我要留言 我想留言 要留言 想留言 我留言 留个言 我留个言 留个话 留句话 给你们留言 给你们留个言 帮我留言 那我留言 那就留言 那我留个言 可以留言吗 能留言吗 liuyan 给我回电话 给我回个电话 请给我回电话 请回电 回我电话 让人给我回电话 叫人给我回电话 leave a message leave message i want to leave a message i would like to leave a message can i leave a message take a message call me back please call me back please call me',
  'stop-waiting':
    "不等了 不等 我不等了 那我不等了 那不等了 算了不等了 算了我不等了 等不了 等不了了 等不及 等不及了 不想等 不想等了 我不想等了 别等了 不排了 不排队了 不用人工 不用人工了 不要人工 不要人工了 不需要人工 不需要人工了 回到机器人 回机器人 budengle back to the bot stop waiting no more waiting i don't want to wait don't want to wait i can't wait leave the queue",
};

/** English phrases of several words are found in the list by these joints. */
const PHRASES: Readonly<Record<Reply, readonly string[]>> = {
  affirm: [
    'of course',
    'all right',
    'go ahead',
    'yes please',
    'that is right',
    "that's right",
    'sounds good',
    'sure thing',
  ],
  deny: ['not really', 'no thanks', 'no thank you', 'not yet', 'no no'],
  cancel: ['never mind', 'forget it', 'forget about it', 'drop it', 'cancel it', 'cancel that'],
  back: ['go back', 'start over'],
  skip: ['skip it', 'skip this'],
  unknown: ["i don't know", "don't know", 'not sure', 'no idea', 'i forgot'],
  help: [],
  human: ['real person', 'talk to a person'],
  repeat: ['say again', 'come again'],
  'leave-message': [
    'i want to leave a message',
    'i would like to leave a message',
    'can i leave a message',
    'leave a message',
    'leave message',
    'take a message',
    'call me back',
    'please call me back',
    'please call me',
  ],
  'stop-waiting': [
    'back to the bot',
    'stop waiting',
    'no more waiting',
    "i don't want to wait",
    "don't want to wait",
    "i can't wait",
    'leave the queue',
  ],
};

const index = new Map<string, Reply>();
for (const [reply, words] of Object.entries(TABLE) as [Reply, string][]) {
  for (const phrase of PHRASES[reply]) index.set(phrase, reply);
  const rest = PHRASES[reply].reduce((list, phrase) => list.replace(` ${phrase} `, ' '), ` ${words} `);
  for (const word of rest.trim().split(/\s+/)) if (!index.has(word)) index.set(word, reply);
}

const EDGES = /^[\s,，.。!！~～、;；:：…"'()（）]+|[\s,，.。!！~～、;；:：…"'()（）]+$/g;
const TAIL = / please$|(?:啊|呀|吧|呢|哈|哦|喔|噢|嘛|啦|哟|了|滴|的|哒|喽|咯|撒|噻|哇)+$/;
const CODES =
  /\[(?:ok|强|好的|嗯|握手|点赞|握拳|鼓掌|yes|no|弱|微笑|抱拳|合十|愉快|玫瑰|呲牙|憨笑|机智|耶|嘿哈|胜利)\]/g;

/** The answer without trimmings: blanks, marks, WeChat codes and repeated emoji. */
function core(text: string): string {
  const folded = fold(text).replaceAll('’', "'").replace(EDGES, '');
  const bare = folded
    .replace(CODES, '')
    .replace(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, '')
    .replace(EDGES, '');
  return bare === '' && CODES.test(folded)
    ? /弱|no\]/.test(folded)
      ? '不'
      : '好'
    : bare.replace(/^(👌|👍|🆗|✅)+$/u, '👌');
}

/**
 * What a short answer says, by table. Asking for help or for a person, or to leave a message, counts always; all else needs an open
 * question. Longer messages are not looked up, except that whoever waits may say 「我不等了，你帮我报修」 or 「算了，留言吧」.
 */
export function readReply(text: string, open?: OpenQuestion): Reply | undefined {
  if (text.length > 40) return undefined;
  const word = core(text);
  const reply = lookUp(text) ?? (/^(?:哈|好|嗯|对|是|行)+$/.test(word) && !/^哈+$/.test(word) ? 'affirm' : undefined);
  if (reply === 'help' || reply === 'human' || reply === 'leave-message') return reply;
  if (!open) return undefined;
  return reply ?? (open.form === 'handoff' ? ofWaiting(text) : undefined);
}

/** What somebody who waits for a person may say in more words, where nothing else is asked. */
const WHILE_WAITING: readonly [RegExp, Reply][] = [
  [/不(?:想|用|要|再)?留[言话]|留言了|留过言|no message/iu, 'repeat'],
  [/留言|留个?[言话]|\bleave (?:you |them )?a message\b/iu, 'leave-message'],
  [
    /不(?:想|再)?等了|等不[了及]|不(?:用|要|需要)人工|回到?机器人|\b(?:stop|no more) waiting\b|\bback to the bot\b/iu,
    'stop-waiting',
  ],
];

function ofWaiting(text: string): Reply | undefined {
  const reply = WHILE_WAITING.find(([pattern]) => pattern.test(text))?.[1];
  return reply === 'repeat' ? undefined : reply;
}

function lookUp(text: string): Reply | undefined {
  const word = core(text);
  return index.get(word) ?? index.get(word.replace(TAIL, ''));
}

/** The same table without an open question: what kind of short word this is, for naming the intent only. */
export function wordKind(text: string): Reply | undefined {
  return readReply(text, { form: '', key: '', kind: 'text' });
}

const COURTESY: Readonly<Record<'greet' | 'thanks' | 'goodbye', readonly string[]>> = {
  greet: [
    '你好',
    '您好',
    '在吗',
    '在不在',
    '有人吗',
    '哈喽',
    '哈罗',
    '嗨',
    '喂',
    '早上好',
    '早',
    '上午好',
    '中午好',
    '下午好',
    '晚上好',
    '早安',
    'hello',
    'hi',
    'hey',
    'good morning',
    'good afternoon',
    'good evening',
    'hi there',
    'hello there',
    '👋',
  ],
  thanks: [
    '谢谢',
    '谢谢你',
    '谢谢您',
    '多谢',
    '谢',
    '感谢',
    '辛苦',
    '3q',
    'thx',
    'thanks',
    'thank you',
    'thank u',
    'ty',
    'cheers',
    '🙏',
    '🌹',
    '非常感谢',
    'xiexie',
    '唔该',
  ],
  goodbye: [
    '再见',
    '拜拜',
    '拜',
    '88',
    '886',
    '881',
    '8888',
    '白白',
    '回见',
    '晚安',
    '回头见',
    '明天见',
    'bye',
    'bye bye',
    'byebye',
    'goodbye',
    'good bye',
    'see you',
    'see ya',
    'cya',
    'good night',
    'later',
    'zaijian',
    'baibai',
    '撤',
    '溜',
  ],
};
const courtesies = new Map(
  Object.entries(COURTESY).flatMap(([kind, words]) =>
    words.map((word) => [word, kind as keyof typeof COURTESY] as const),
  ),
);

/** A greeting, thanks or farewell that is the whole message. */
export function readCourtesy(text: string): keyof typeof COURTESY | undefined {
  if (text.length > 20) return undefined;
  const word = core(text);
  return courtesies.get(word) ?? courtesies.get(word.replace(TAIL, ''));
}

const ENGLISH_ORDER: readonly string[] = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const BARE = /^\s*[(（[]?\s*(\d{1,2}|[一二三四五六七八九十])\s*[)）\].、。号]?\s*$/;
const ORDINAL =
  /^\s*(?:选|我选|就|要|我要|那就|the |option |number |no\.? ?|#)?\s*(?:第\s?(\d{1,2}|[一二两三四五六七八九十])\s?(?:个|项|条|种|家|间|套)?|(last|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(\d{1,2}|one|two|three|four|five)(?:st|nd|rd|th)?)\s*(?:个|吧|one|option|的|号|项)?\s*[.。!！]?\s*$/;
const LAST = /^\s*(?:选|要)?(?:最后(?:一个|那个)|倒数第一个?)\s*[.。]?\s*$/;

/** Which entry of a list is meant: "1", "第一个", "选二", "the second one", "最后一个" (-1). */
export function readOrdinal(text: string, open?: OpenQuestion): number | undefined {
  if (text.length > 30) return undefined;
  const folded = fold(text);
  if (LAST.test(folded)) return -1;
  const match = ORDINAL.exec(folded);
  if (match?.[2]) return match[2] === 'last' ? -1 : ENGLISH_ORDER.indexOf(match[2]) + 1;
  const said = match?.[1] ?? match?.[3] ?? BARE.exec(folded)?.[1];
  const number = said ? readNumber(said) : undefined;
  if (number === undefined || number < 1) return undefined;
  return open && (open.kind === 'dwelling' || open.kind === 'phone') ? undefined : number;
}
