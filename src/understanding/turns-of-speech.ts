/**
 * What any conversation turns on, whatever it is about: that somebody asks, corrects, adds, gives up or cannot say. This is
 * language, not the office's business, and is the only place where it stands; what an office may want to add to stands in
 * `data/common/wordings.json`. Every repetition is bounded, and none stands in another.
 */
const TURNS = {
  /** Words that ask rather than answer. */
  asks: /[?？]\s*$|[吗呢么]\s*[。.!！]?$|几点|什么时候|多久|多少|怎么|哪里|哪儿|^\s*(what|when|where|how|who|why|which|do|does|is|are|can|could)\b/iu,
  /** Asking, however loosely: 「…还是…」「要不要」「咋弄」 without a question mark. */
  asksLoosely:
    /[?？]|[吗呢么不没否][。.!！~～]*\s*$|什么|啥|怎|咋|哪|谁|几[点号天个月块时]|多少|多久|多长|几多|何时|是不是|要不要|能不能|可不可|行不行|会不会|有没有|该不该|让不让|算不算|包不包|是否|还是|请问|问一下|想知道|想了解|\b(what|when|where|how|who|whose|why|which|whether|do|does|did|is|are|am|can|could|may|must|should|will|would|any)\b/iu,
  /** Takes back or corrects what was said before. */
  corrects:
    /不是|不对|错了|说错|写错|应该是|应为|改成|改为|换成|更正|\b(not|wrong|actually|sorry|i mean|i meant|change|correct|instead)\b/iu,
  /** Narrower: 不是 and "not" are answers too. */
  surelyCorrects: /说错|写错|弄错|错了|改成|改为|更正|\b(i meant?|change)\b/iu,
  /** 还有, 也漏: joins what was said. */
  adds: /还有|也(是|有|在|坏|漏|不|没|堵|响)|另外|而且|\b(also|as well|too|another thing)\b/iu,
  /** Begins another matter. */
  another: /另外|还有|对了|顺便|再就是|同时|\b(?:also|besides|another|by the way|btw)\b/iu,
  /** A greeting and nothing else. */
  onlyGreets: /^(您好|你好|hello|hi|hey|good (morning|afternoon|evening))[.。]?$/iu,
  /** Nothing to say to a question. */
  nothing:
    /^(没有?|无|不用|不需要|不知道|不清楚|不记得|no\b|none|nope|nothing|not sure|no idea|(i )?(do not|don'?t|dont) (know|have|remember))/iu,
  /** 说不清: no answer can be given. */
  cannotSay: /说不(清|好)|不知道|不清楚|不想说|没法说|(cannot|can't|can not) (say|tell)|don'?t know|not sure|no idea/iu,
  /** That it is not known, among other words. */
  knowsNot: /不|没|忘|know|sure|idea|forgot/iu,
  /** A cry for help. */
  pleads: /快|急|救|来人|怎么办|求|help|hurry|quick|please|asap/iu,
  /** Ends the matter whatever is asked. */
  quits:
    /^(那就?)?(算了)?[，, ]*不(想|再)?(说|提|报|投诉|弄|办|搞|登记)了[。.!！]*$|^(那就?)?算了(吧)?[，, ]+.{0,14}(不容易|不(想|再)?(投诉|报|说|提|计较|追究|麻烦)|没事|随他|就这样)/u,
  /** 我回来了, 接着说: goes on with what is open, and answers nothing. */
  resumes:
    /^(好(了|的|吧)?|行(吧)?|嗯|那|hi|hello|ok(ay)?)?[，, ]*(我(又)?回来了|我们?(接着|继续)(说|来|填|报|登记|办)?|接着(说|来|填|报)?|继续(填|报|登记|办)?|(你们?|您)?(帮我|给我)?登记|(上次|刚才|之前|昨天)(说|报|填)的?(那个|这个|那件事?|事)?(还(要|想|得)?(修|报|办|继续)?|接着.{0,4}|继续.{0,4})?|i('m| am) back|let'?s (go on|continue)|(please )?(go on|continue))[啊呀呢吧了。.!！ ]*$/iu,
  /** Will not leave a phone number, or has none at hand. */
  noPhone:
    /(电话|手机号?|号码).{0,6}(记不|不记|忘|没有)|没有?(电话|手机)|(不|别)(想|要|愿意?|方便)?(留|给)(我的?)?(电话|号码|手机)|\b(no|forgot my|don'?t (have|remember|want to (leave|give)) (a|my|any)) (phone|number)/iu,
  /** Ends a question that cannot be left out. */
  givesUp: /^(那就?)?(算了|不用了|不报了|不修了|不要了|先不)|\b(never ?mind|forget it)\b/iu,
  /** 只有我一个人. */
  alone: /就我(自己|一个)|我(自己)?一个人|只有我|just me|only me|i'?m alone|by myself/iu,
  /** 没有 at the beginning of an answer. */
  saysNone: /^(都?没有?|无|不用|no\b|none|nobody)/iu,
  /** 有 at the beginning of an answer. */
  saysSome: /^(有|家里有|是的?|yes\b|we do|there is)/iu,
} as const satisfies Record<string, RegExp>;

/** A turn of speech that holds in any conversation. */
export type Turn = keyof typeof TURNS;

/** True when a text takes this turn. */
export function takes(turn: Turn, text: string): boolean {
  return TURNS[turn].test(text);
}

/** True when the words ask something rather than answer. */
export function isQuestion(text: string): boolean {
  return takes('asks', text);
}

/** True when the words correct something said before. */
export function isCorrection(text: string): boolean {
  return takes('corrects', text);
}

const DENIAL =
  /(?:不是|别是|并非|\bnot\b|\bisn't\b|\binstead of\b)\s*([^，,。.;；]{1,30}?)(?=[，,。.;；]|而是|应该是|应是|是|\bbut\b|$)/giu;

/** The stretches of a text that it denies: 「不是3栋」 in 「不是3栋，是5栋」. */
export function deniedSpans(text: string): [number, number][] {
  return [...text.matchAll(DENIAL)].map(({ index, 0: words }) => [index, index + words.length]);
}

/** A text without what it denies: 「不是楼上，是隔壁」 is about 隔壁. */
export function affirmed(text: string): string {
  return text.replace(/不是[^，,。；;是]{1,12}|\bnot [^,.;]{1,30}(?=[,.;]|\bbut\b)/giu, ' ');
}

/**
 * Asks that somebody comes for what was reported just before: 「什么时候能来修」, "can someone come tomorrow?". `folded` has no
 * marks of the end.
 */
export function asksToCome(folded: string): boolean {
  return COME.test(folded);
}

const COME =
  /^(?=.{0,30}[来修看派到管])[请麻烦你们那最快明天今后下午上晚周一二三四五六日大概什么时候啥何几点多久能不可以帮忙派个人师傅给我过门来到看修管吗呢么啊吧\s]{2,24}$|^\s*(?:can|could|will|would|when)\s(?:can |could |will )?(?:you|someone|somebody|anyone|anybody|a [a-z]+)\s(?:please |kindly )?(?:come|send|visit|fix|repair|have a look|take a look|look)(?![a-z])/;
