import type { TicketEntry } from '#console/api.ts';
import type {
  Answers,
  CaseForm,
  Colleagues,
  Mentions,
  PromiseEntry,
  Replies,
  ResidentCard,
} from '#console/chats/clerk-api.ts';

const MINUTE = 60_000;
const LONG = '阿依古丽·买买提艾力（代理人，受业主委托办理收楼、缴费、领钥匙及其他全部入住手续）';

function aPromise(about: Partial<PromiseEntry>): PromiseEntry {
  return {
    ...{ id: 'promise-1', estateId: 'qinghu', conversationId: 'chat-mine', residentName: null, seq: 3 },
    ...{ words: '今天下午三点前给您回电，把门禁卡重新授权的事办好。', dueAt: Date.now() - 12 * MINUTE, state: 'open' },
    ...{ staffName: '小陈', endedAt: null },
    ...about,
  } as PromiseEntry;
}

/** What is due or overdue of promises, one to somebody with a very long name. */
export const samplePromises = (): { promises: PromiseEntry[] } => ({
  promises: [aPromise({}), aPromise({ id: 'promise-2', residentName: LONG, dueAt: Date.now() + 9 * MINUTE })],
});

/** A note that names whoever is signed in. */
export const sampleMentions = (): Mentions => ({
  mentions: [
    { conversationId: 'chat-leak', seq: 2, at: Date.now(), by: '老吴', text: '@小陈 先看看旧单', residentName: LONG },
  ],
});

/** What helps a clerk in a chat, by the last part of its address; undefined for other addresses. */
export function helpFor(part: string | undefined, open: TicketEntry[]): object | undefined {
  const helps: Record<string, object> = {
    card: {
      known: [{ key: 'phone', value: '138****8000' }],
      bound: {
        name: LONG,
        phone: '138****8000',
        homes: [{ unitCode: '3-2-501', name: '3栋2单元501', relation: 'agent' }],
      },
      open,
      past: open.map((one) => ({ ...one, id: `${one.id}-past`, state: 'closed' })),
      promises: [aPromise({}), aPromise({ id: 'promise-3', state: 'kept' })],
    } satisfies ResidentCard,
    replies: {
      replies: [
        { key: 'listen', title: { zh: '请慢慢说', en: 'Please go ahead' }, text: '您先别急，请慢慢说。', words: [] },
      ],
    } satisfies Replies,
    answers: {
      asked: '门禁卡怎么补办？',
      answers: [
        {
          ...{ id: 'K01', question: { zh: '门禁卡怎么补办？', en: 'How do I replace an access card?' }, sure: true },
          ...{ text: '请业主本人带身份证到前台补办。'.repeat(6), checkedOn: '2026-11-01' },
          source: { zh: '本小区资料', en: 'The estate’s own papers' },
        },
      ],
    } satisfies Answers,
    colleagues: { colleagues: [{ id: 'staff-wu', name: '老吴' }] } satisfies Colleagues,
    'case-form': {
      services: [{ service: 'repair', categories: [{ code: 'R01', name: { zh: '水', en: 'Water' } }] }],
      known: { service: 'repair', summary: '', unitCode: '3-2-501', contactName: LONG, contactPhone: '138****8000' },
    } satisfies CaseForm,
  };
  return part !== undefined && Object.hasOwn(helps, part) ? helps[part] : undefined;
}
