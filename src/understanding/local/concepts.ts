/**
 * What people mean by many words, so that one example teaches for all of them, in both languages. A concept is a feature of its own
 * beside the words; unlike an emergency rule it decides nothing by itself.
 */
const CONCEPTS: Readonly<Record<string, string>> = {
  price:
    '多少钱|几多钱|几块|几钱|收费|费用|价格|单价|价钱|标准是多少|怎么算|怎么收|贵不贵|便宜|how much|price|cost|charge|fee|tariff|rate for',
  fee: '物业费|物管费|管理费|停车费|车位费|水费|电费|暖气费|取暖费|燃气费|公摊|押金|保证金|维修基金|维修资金|滞纳金|违约金|账单|欠费|缴费|交费|发票|收据|月卡|续费|扣款|wuyefei|property fee|management fee|invoice|receipt|bill|payment|pay|refund|deposit|balance|owe|overdue',
  contract: '合同|协议|条款|规约|公约|承诺书|签约|甲方|乙方|到期|续签|contract|agreement|clause|covenant|terms',
  lease:
    '租房|出租|租客|房东|租金|房租|租约|退租|转租|续租|整租|合租|租赁|租户|租给|landlord|tenant|rent|lease|sublet|tenancy|rental',
  notice:
    '通知|公告|停水|停电|停气|检修|施工|活动|演习|消杀|打药|供暖|年检|恢复|来水|来电|outage|notice|announcement|event|maintenance|schedule|planned',
  when: '什么时候|啥时候|几点|哪天|多久|多长时间|何时|几号|when|what time|how long|until when',
  where: '在哪|哪里|哪儿|去哪|什么地方|where',
  how: '怎么|如何|咋|怎样|流程|手续|how do|how to|how can|procedure|process',
  may: '能不能|可不可以|可以吗|行不行|行吗|能吗|允许|让不让|allowed|can i|may i|permitted|is it ok',
  wish: '建议|希望|能否|最好|不如|提议|要是|考虑|增设|加装|增加|多装|多放|改进|suggest|it would be|would be (?:nice|great|good)|please consider|how about|why not|could you (?:install|add)|perhaps|maybe',
  grievance:
    '没人管|态度|太差|垃圾物业|不作为|投诉|举报|差劲|过分|受不了|凭什么|凭啥|什么意思|气死|说了多少|反映了|推卸|踢皮球|不负责|骗|坑人|素质|扰民|管不管|能不能管|形同虚设|要个说法|破物业|恶劣|忍无可忍|烦死|气人|complain|unacceptable|rude|ridiculous|terrible|worst|awful|useless|fed up|disgusting|outrageous|nobody cares|impolite|unhappy|sick of|tired of|driving me',
  noise:
    '吵|噪音|噪声|闹|蹦迪|唱歌|音乐|广场舞|麻将|电钻|砸墙|狗叫|拖椅子|咚咚|喧哗|喇叭|跑来跑去|蹦蹦跳跳|noise|noisy|loud|barking|drilling|party|parties|music|banging|stomping|shouting',
  neighbour: '楼上|邻居|隔壁|对门|楼下|upstairs|neighbou?r|next door|flat above',
  conduct:
    '保安|门卫|前台|管家|保洁|客服|工作人员|师傅|维修工|guard|receptionist|steward|cleaner|your staff|technician|plumber|repairman|electrician',
  nuisance:
    '占道|乱停|占了|堵住|堆|杂物|乱扔|抽烟|烟头|遛狗|狗屎|不牵绳|群租|违建|油烟|臭味|垃圾|没人收|脏|parking in my|blocking|smok(?:e|ing) in|junk|dog poop|litter|filthy|overflowing|unleashed',
  track:
    '进度|到哪|怎么样了|咋样了|处理了吗|处理得|有结果|有回复|有消息|还没来|还没人|还要等|催|修好没|修好了没|接单|派单|工单|单号|批了|好了吗|好了没|办好|没动静|status|progress|update|any news|still waiting|any response|ticket|follow(?:ing)? up on|chase|when will it be|on his way|been assigned|come yet',
  reported:
    '上次|之前|昨天报|上午报|早上报|我报的|我投诉的|反映的|提交的|申请的|登记的|i reported|my report|my request|my complaint|i submitted|you said|you promised',
  movein:
    '收房|收楼|交房|入住|入伙|验房|钥匙|门禁卡|门卡|装修|搬家|搬进|搬出|放行条|出门条|出入证|人脸录入|录人脸|过户|委托书|交付|新业主|handover|move in|moving|movers|keys|access card|key card|renovat|decorat|inspection|new owner|power of attorney|release pass',
  fix: '报修|修一下|来修|维修|派人|派个|师傅|上门|修修|帮忙修|换一下|repair|fix|plumber|electrician|send someone|technician',
  hours: '上班|下班|开门|关门|营业|开放|值班|休息|放假|opening|office hours|open on|close|hours',
  contact: '电话|号码|联系方式|微信群|公众号|地址|联系|座机|热线|phone|number|contact|address|wechat group',
  rules:
    '养狗|遛狗|宠物|垃圾分类|投放|访客|外卖|快递|停车|封阳台|充电|晾衣|游泳池|健身房|泳池|pet|dog|visitor|guest|parcel|courier|gym|pool|rubbish|recycl',
  records:
    '复印|档案|资料|证明|存档|查阅|调取|监控录像|调监控|看监控|电子版|副本|记录|打印|个人信息|copy|copies|record|records|certificate|archive|document|footage|scan|personal data|duplicate|minutes|report copy',
  marks:
    '评价|打分|评分|满意|好评|差评|几星|五星|问卷|调查|回访|走访|survey|rating|rate the|stars|feedback|questionnaire|review|follow-up call|satisfied',
  person:
    '人工|真人|活人|转接|经理|主任|领导|负责人|机器人|给我回电|回个电话|打电话给我|human|real person|agent|operator|manager|supervisor|call me|representative|speak to|talk to',
  thank: '谢|辛苦|感谢|多谢|有劳|费心|点赞|给力|thank|thx|cheers|appreciate|grateful|well done|great job',
  bye: '再见|拜拜|回头|晚安|下次再|先这样|走了|bye|goodbye|see you|good night|later',
  hello: '你好|您好|在吗|早上好|晚上好|下午好|哈喽|有人吗|hello|hi there|good morning|good afternoon|good evening',
  drop: '取消|算了|撤销|撤回|不修了|不办了|不弄了|不用来|退出|放弃|作废|不报了|cancel|never ?mind|forget it|withdraw|no longer need|changed my mind|call off',
  danger:
    '着火|起火|失火|冒烟|浓烟|煤气味|燃气味|漏气|漏煤气|被困|困在|困住|触电|电到|爆管|淹|晕倒|昏|没呼吸|流血|砸到|坠|打架|持刀|小偷|撬门|救命|自杀|不想活|跳楼|走丢|失踪|塌|爆炸|中毒|报警|120|119|110|on fire|smoke|gas smell|smell gas|gas leak|trapped|electrocut|burst|flood|unconscious|collapsed|bleeding|knife|burglar|break in|broke in|suicide|kill myself|help me|ambulance|police|emergency|explo|missing child',
  chat: '天气|笑话|唱首|电影|股票|彩票|外卖|机票|酒店|游戏|星座|减肥|做菜|火锅|足球|明星|翻译|作文|作业|淘宝|京东|抖音|滴滴|地铁|公交|高铁|医院|感冒|银行|weather|joke|movie|song|recipe|flight|hotel|stock|lottery|football|translate|homework|taxi|bitcoin|amazon|restaurant',
  self: '你是谁|你叫|你能|你会|你可以|你懂|机器人吗|功能|菜单|使用|操作|帮助|who are you|what can you|your name|are you a|how does this|menu|options|instructions|help',
};

/** English words begin at a word's edge; 120 is not found in room 1201. */
function standingAlone(words: string): string {
  return words.replace(/(^|\|)(?=[a-z])/g, '$1\\b').replace(/(^|\|)(\d+)(?=\||$)/g, '$1(?<!\\d)$2(?!\\d)');
}

const compiled: readonly (readonly [string, RegExp])[] = Object.values(CONCEPTS).map(
  (words, i) => [String.fromCharCode(0xe040 + i), new RegExp(standingAlone(words), 'i')] as const,
);

/** One private character for each concept found in the text. */
export const conceptsIn = (text: string): string =>
  compiled.reduce((found, [mark, words]) => (words.test(text) ? found + mark : found), '');
