import type { ConversationDetail, ConversationEntry, LogEntry, Me, QueueEntry } from '#console/api.ts';
import { rightsOf } from '#console/policy.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One conversation as the stand-in keeps it. */
export interface SampleChat {
  entry: QueueEntry;
  log: LogEntry[];
  told: ConversationDetail['told'];
  asking: ConversationDetail['asking'];
  handoffs: ConversationDetail['handoffs'];
}

/** Who signs in to the stand-in, with `PASSWORD`. */
export const me: Me = {
  id: 'staff-chen',
  name: 'chen.xiao',
  displayName: '小陈',
  role: 'agent',
  estates: [{ id: 'qinghu', name: { zh: '晴湖花园', en: 'Clear Lake Gardens' }, timeZone: 'Asia/Shanghai' }],
  everyEstate: false,
  appoints: [],
  rights: rightsOf('agent'),
  mustEnrol: false,
  csrf: 'csrf-of-the-stand-in',
};

/** The stand-in's only password. */
export const PASSWORD = 'lake-and-lamp-post';

type Line = Partial<LogEntry> & Pick<LogEntry, 'role'>;

/** An entry of the log with everything that is not said left empty. */
export function logEntry(line: Line & { seq: number; at: number }): LogEntry {
  const { seq } = line;
  const names = { resident: null, desk: '前台助手', staff: '小陈', system: null };
  return {
    id: `entry-${seq}-${line.at}`,
    type: line.name ? 'event' : 'message',
    fromName: names[line.role],
    visibility: 'all',
    text: null,
    name: null,
    value: null,
    files: [],
    choices: [],
    ...line,
  };
}

function chat(id: string, about: Partial<QueueEntry>, lines: Line[], more: Partial<SampleChat> = {}): SampleChat {
  const now = Date.now();
  const requestedAt = about.requestedAt ?? now - 2 * MINUTE;
  const step = about.lastAt ? 40_000 : 25_000;
  const end = about.lastAt ?? now - 20_000;
  const log = lines.map((line, index) =>
    logEntry({ ...line, seq: index + 1, at: line.at ?? end - (lines.length - 1 - index) * step }),
  );
  const owner = about.lastAt ? ({ kind: 'bot' } as const) : ({ kind: 'queue' } as const);
  const entry: QueueEntry = {
    id,
    estateId: 'qinghu',
    channel: 'webchat',
    locale: 'zh-CN',
    residentName: null,
    owner,
    service: null,
    createdAt: log[0]?.at ?? now,
    lastAt: end,
    lastSeq: log.length,
    lastText: log.findLast((line) => line.text)?.text ?? null,
    handoffId: `handoff-${id}`,
    reason: 'asked',
    level: 'ordinary',
    requestedAt,
    ...about,
  };
  return { entry, log, told: [], asking: null, handoffs: [], ...more };
}

/** A photo of the leaking tap. */
export const photo = (id: string, name: string) => ({
  id,
  name,
  contentType: 'image/jpeg',
  url: `/console/api/conversations/chat-leak/files/${id}`,
});

const leak: Line[] = [
  { role: 'desk', text: '下午好，您好！我是晴湖花园的自动助手，可以帮您报修、查进度，随时说“人工”找工作人员。' },
  { role: 'resident', text: '厨房水龙头一直漏水，关不住' },
  { role: 'desk', text: '收到，马上为您登记报修。请问是哪一户？（如 3-2-501）', choices: ['3-2-501', '公共区域'] },
  { role: 'resident', text: '3栋2单元501，从昨天晚上开始的' },
  { role: 'desk', text: '好的：3栋2单元501，厨房水龙头漏水，昨天晚上开始。请发一张照片，没有也没关系。' },
  {
    role: 'resident',
    text: '这两张',
    files: [photo('photo-1', '水龙头.jpg'), photo('photo-2', '<img src=x onerror=alert(1)>.jpg')],
  },
  {
    role: 'resident',
    text: '你们上次来修的人说的网址 https://example.com/repair?id=7 打不开，javascript:alert(1) 也不行',
  },
  { role: 'desk', text: '对不起，我没有完全听懂。您想改报修内容，还是找人工？', choices: ['改报修内容', '人工'] },
  { role: 'resident', text: '人工！！说了半天听不懂 <b>急</b>' },
  { role: 'system', name: 'handoff.initiate', value: { reason: 'not-understood', level: 'urgent' } },
  { role: 'desk', text: '已为您转接人工，前面还有 1 位，请稍候。也可拨打前台电话 020-0000-0000。' },
];

/** What the stand-in starts with: people in the queue, one chat of mine, others to read. */
export function sampleChats(): SampleChat[] {
  const now = Date.now();
  return [
    chat(
      'chat-lift',
      { residentName: '周先生', service: 'repair', level: 'critical', reason: 'emergency', requestedAt: now - 12_000 },
      [
        { role: 'resident', text: '4号楼电梯困人了！里面有老人' },
        { role: 'desk', text: '请按轿厢内的报警按钮并保持冷静，不要扒门。已通知值班人员，同时请拨打 020-0000-0001。' },
        { role: 'system', name: 'handoff.initiate', value: { reason: 'emergency', level: 'critical' } },
      ],
    ),
    chat(
      'chat-leak',
      {
        residentName: '王女士',
        service: 'repair',
        level: 'urgent',
        reason: 'not-understood',
        requestedAt: now - 160_000,
        desk: { zh: '工程', en: 'Engineering' },
      },
      leak,
      {
        told: [
          { key: 'where', value: '3栋2单元501 · 厨房' },
          { key: 'what', value: '水龙头一直漏水，关不住' },
          { key: 'since', value: '昨天晚上' },
        ],
        asking: { form: 'repair', key: 'contact' },
        handoffs: [
          {
            id: 'handoff-chat-leak',
            reason: 'not-understood',
            level: 'urgent',
            state: 'waiting',
            requestedAt: now - 160_000,
            acceptedAt: null,
            endedAt: null,
            staffName: null,
          },
          {
            id: 'handoff-older',
            reason: 'asked',
            level: 'ordinary',
            state: 'closed',
            requestedAt: now - 9 * DAY,
            acceptedAt: now - 9 * DAY + 3 * MINUTE,
            endedAt: now - 9 * DAY + HOUR,
            staffName: '老吴',
          },
        ],
      },
    ),
    chat('chat-race', { service: 'complaint', requestedAt: now - 305_000, overdue: 'claim' }, [
      { role: 'resident', text: '楼上半夜还在装修，你们管不管？' },
      { role: 'desk', text: '给您添麻烦了。我帮您转给工作人员。' },
      { role: 'system', name: 'handoff.initiate', value: { reason: 'asked' } },
    ]),
    chat(
      'chat-long-name',
      {
        residentName: 'Maximiliana Konstantinopolskaya-Featherstonehaugh van der Westhuizen',
        locale: 'en',
        requestedAt: now - 3 * HOUR - 5 * MINUTE,
        forMe: false,
        desk: { zh: '财务', en: 'Finance' },
        offered: { id: 'staff-wu', name: '老吴', until: now + 3 * HOUR },
      },
      [
        { role: 'resident', text: 'Hello, is anybody there? averylongwordwithoutanyspacesatall'.repeat(3) },
        { role: 'desk', text: 'I will pass you to a colleague.' },
        { role: 'system', name: 'handoff.initiate', value: { reason: 'asked' } },
      ],
    ),
    chat(
      'chat-mine',
      { residentName: '李先生', service: 'repair', owner: { kind: 'staff', id: me.id, name: me.displayName } },
      [
        { role: 'resident', text: '门禁卡刷不开 5 栋的门', at: now - DAY },
        { role: 'desk', text: '收到，请问卡是最近办的吗？', at: now - DAY + 8_000 },
        { role: 'resident', text: '人工', at: now - DAY + 60_000 },
        { role: 'system', name: 'handoff.initiate', value: { reason: 'asked' }, at: now - 20 * MINUTE },
        {
          role: 'system',
          name: 'handoff.status',
          value: { state: 'accepted' },
          fromName: '小陈',
          at: now - 18 * MINUTE,
        },
        { role: 'staff', text: '李先生您好，我是前台小陈。请问卡背面的编号是多少？', at: now - 17 * MINUTE },
        { role: 'resident', text: '05123', at: now - 16 * MINUTE },
        { role: 'staff', text: '好的，我查一下，请稍等。', at: now - 15 * MINUTE },
      ],
      {
        told: [
          { key: 'where', value: '5栋大堂' },
          { key: 'what', value: '门禁卡刷不开' },
        ],
        asking: { form: 'repair', key: 'contact' },
      },
    ),
    chat('chat-bot', { residentName: '赵奶奶', service: 'repair', lastAt: now - 26 * HOUR }, [
      { role: 'resident', text: '灯不亮' },
      { role: 'desk', text: '请问是哪里的灯？' },
    ]),
    ...Array.from({ length: 60 }, (_, index) =>
      chat(
        `chat-old-${index}`,
        { residentName: index % 3 ? `住户${index}` : null, lastAt: now - (index + 2) * 13 * HOUR },
        [
          { role: 'resident', text: `第 ${index} 个问题：物业费什么时候交？` },
          { role: 'desk', text: '我请工作人员回复您。' },
        ],
      ),
    ),
  ];
}

/** A conversation of many messages, owned by nobody at the desk. */
export function longChat(count: number): SampleChat {
  const lines = Array.from(
    { length: count },
    (_, index): Line => ({
      role: index % 2 ? 'desk' : 'resident',
      text: `第 ${index + 1} 句 ${'说了一些话。'.repeat(index % 7)}`,
    }),
  );
  return chat('chat-long', { residentName: '话很多的住户', lastAt: Date.now() - 2 * HOUR }, lines);
}

/** An entry for lists, without what only the queue knows. */
export function listEntry({ entry }: SampleChat, q: string, log: LogEntry[]): ConversationEntry {
  const { handoffId, reason, level, requestedAt, ...rest } = entry;
  const hit = q ? log.find((line) => line.text?.includes(q)) : undefined;
  return hit?.text ? { ...rest, hit: { seq: hit.seq, text: hit.text } } : rest;
}
