import { expect } from 'chai';
import type { EstateBook } from '#console/console-desk.ts';
import { desksSchema } from '#handbook/schemas/desks.ts';
import { systemClock } from '#records/clock.ts';
import { requestHandoff } from '#records/handoffs/handoffs.ts';
import type { Storage } from '#storage/storage.ts';
import { aChat, anAccount, Browser, type RunningDesk, startDesk } from './desk.ts';

const named = (key: string, zh: string) => ({ key, name: { zh, en: key } });
const desks = desksSchema.parse({
  desks: [named('front', '前台'), named('engineering', '工程'), named('lead', '客服主管')],
  complaints: ['lead'],
  capacity: 2,
  offerSeconds: 60,
});
const HANDBOOK: EstateBook = {
  estates: () => [
    { id: 'lake', office: { name: { zh: '晴湖花园', en: 'Lake Garden' }, timeZone: 'Asia/Shanghai' }, desks },
    { id: 'hill', office: { name: { zh: '青山苑', en: 'Hill Court' }, timeZone: 'Asia/Shanghai' } },
  ],
};

/** Three clerks and a manager of one estate at a desk with three posts; who is there is forgotten before each test. */
export function usePeople(storage: () => Storage) {
  let desk: RunningDesk;
  const ids: Record<string, string> = {};
  const people: Record<string, Browser> = {};
  const who = (name: string) => people[name] as Browser;

  before(async () => {
    desk = await startDesk(storage(), { handbook: HANDBOOK });
    for (const [name, displayName, role] of [
      ['chen', '小陈', 'agent'],
      ['lin', '小林', 'agent'],
      ['wang', '王师傅', 'agent'],
      ['zhou', '周经理', 'manager'],
    ] as const) {
      ids[name] = await anAccount(storage(), { name, displayName, role, estates: ['lake'] });
      people[name] = new Browser(desk);
      await who(name).signIn(name);
    }
  });
  beforeEach(async () => {
    for (const table of ['staff_presence', 'staff_post'] as const) await storage().db.deleteFrom(table).execute();
    await storage().db.updateTable('conversation').set({ owner: 'bot', owner_staff_id: null }).execute();
    await storage().db.updateTable('handoff').set({ state: 'closed' }).execute();
  });
  after(async () => {
    await desk.stop();
    expect(desk.errors).to.deep.equal([]);
  });

  const isThere = (name: string, viewing?: string) =>
    who(name).post('presence', { page: `page-of-${name}`, ...(viewing && { viewing }) });
  const sitsAt = (name: string, post: { desks?: string[]; languages?: string[]; capacity?: number | null }) =>
    who('zhou').post(`posts/${ids[name]}`, { desks: [], languages: [], capacity: null, ...post });
  const claim = async (name: string, chat: string) => {
    const { status, error } = await who(name).post(`conversations/${chat}/claim`);
    return status === 204 ? 'mine' : error?.code;
  };
  const wants = async (more: Partial<Parameters<typeof requestHandoff>[1]> = {}) => {
    const conversationId = await aChat(storage(), {});
    const wish = { conversationId, estateId: 'lake', reason: 'asked', level: 'ordinary', ...more } as const;
    await storage().transact((tx) => requestHandoff(tx, wish, systemClock));
    return conversationId;
  };

  return { ids, who, isThere, sitsAt, claim, wants };
}
