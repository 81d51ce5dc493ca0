import { expect } from 'chai';
import { knowledgeDesk } from '#console/questions/knowledge-desk.ts';
import type {
  Answered,
  DraftAnswer,
  DraftBody,
  QuestionDetail,
  QuestionList,
} from '#console/questions/question-api.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { fileQuestion } from '#records/questions/questions.ts';
import type { Storage } from '#storage/storage.ts';
import { aHandbookFolder, type HandbookFolder } from '../handbook/handbook-folder.ts';
import { type Place, sqlitePlace } from '../storage/engines.ts';
import { aChat, aClerk, type Browser, type RunningDesk, startDesk } from './desk.ts';

const BODY: DraftBody = {
  topic: 'office',
  question: { zh: '雨伞在哪借', en: 'Where can I borrow an umbrella?' },
  variants: { zh: [], en: [] },
  short: { zh: '在前台（{{office.phone}}）。', en: 'At the desk ({{office.phone}}).' },
  keys: [],
  source: { zh: '前台服务清单', en: 'service list' },
  validFrom: '2026-01-01',
  validTo: null,
  auth: 'A0',
};

describe('Questions at the console', () => {
  let place: Place;
  let storage: Storage;
  let folder: HandbookFolder;
  let handbook: Handbook;
  let desk: RunningDesk;
  let chen: Browser;
  let liu: Browser;

  before(async () => {
    place = await sqlitePlace();
    storage = await place.open();
    folder = aHandbookFolder();
    handbook = await openHandbook({ dir: folder.dir, watch: false });
    desk = await startDesk(storage, { handbook, knowledge: knowledgeDesk(handbook) });
    chen = await aClerk(desk, storage, { name: 'chen', displayName: '小陈', estates: ['qinghu'] });
    liu = await aClerk(desk, storage, { name: 'liu', displayName: '刘经理', role: 'manager', estates: ['qinghu'] });
  });
  after(async () => {
    await desk.stop();
    await handbook.close();
    folder.remove();
    await storage.close();
    await place.remove();
  });

  async function aQuestion(words: string, estateId = 'qinghu'): Promise<string> {
    const conversationId = await aChat(storage, { estateId });
    const wish = { estateId, conversationId, date: '20261123', words, residentId: null };
    return (await storage.transact((tx) => fileQuestion(tx, wish, systemClock))).ticket.id;
  }

  it('are counted and listed for one’s own estates, and one of another is not there', async () => {
    const id = await aQuestion('雨伞在哪借');
    const foreign = await aQuestion('外面的', 'elsewhere');
    const { body } = await chen.get<QuestionList>('questions');
    expect(body.open).to.equal(1);
    expect(body.questions.map((one) => one.id)).to.deep.equal([id]);
    expect((await chen.get(`questions/${foreign}`)).status).to.equal(404);
    expect((await chen.post(`questions/${foreign}/answer`, { words: '好' })).status).to.equal(404);
  });

  it('are answered once, by name, with a line in the audit', async () => {
    const id = await aQuestion('停车证几天办好');
    expect((await chen.post(`questions/${id}/answer`, { words: ' ' })).status).to.equal(400);
    const first = await chen.post<Answered>(`questions/${id}/answer`, { words: '三个工作日。' });
    expect(first.body).to.deep.equal({ told: true });
    expect((await liu.post(`questions/${id}/answer`, { words: '不对' })).error?.code).to.equal('moved-on');
    const { question } = (await chen.get<QuestionDetail>(`questions/${id}`)).body;
    expect(question).to.include({ answer: '三个工作日。', answeredBy: '小陈', delivery: 'writing' });
    const audit = await storage.db.selectFrom('audit').select('action').where('subject', '=', `ticket:${id}`).execute();
    expect(audit).to.deep.equal([{ action: 'question.answer' }]);
  });

  it('a draft without a source, in one language, or speaking a key that is not there is sent back by field', async () => {
    const id = await aQuestion('草稿');
    const bad = { ...BODY, source: { zh: '', en: '' }, short: { zh: '{{office.nothing}}', en: '' } };
    const { body } = await chen.post<DraftAnswer>(`questions/${id}/draft`, bad);
    const fields = 'problems' in body ? body.problems.map(({ field }) => field) : [];
    expect(fields).to.include.members(['source.zh', 'source.en', 'short.en', 'keys[0]']);
  });

  it('nobody takes in what they have written; a clerk takes in nothing; another manager does, once', async () => {
    const id = await aQuestion('雨伞');
    expect((await liu.post<DraftAnswer>(`questions/${id}/draft`, BODY)).body).to.have.property('id');
    expect((await liu.post(`questions/${id}/draft/accept`)).error?.code).to.equal('own-draft');
    expect((await chen.post(`questions/${id}/draft/accept`)).status).to.equal(403);
    await chen.post(`questions/${id}/draft`, BODY);
    const taken = await liu.post<{ entryId: string }>(`questions/${id}/draft/accept`);
    expect(taken.body).to.deep.equal({ entryId: 'Q01' });
    expect((await liu.post(`questions/${id}/draft/accept`)).error?.code).to.equal('moved-on');
    const [entry] = handbook.estate('qinghu')?.knowledge.entries ?? [];
    expect(entry).to.deep.include({ id: 'Q01', reviewer: '刘经理', keys: ['office.phone'], source: BODY.source });
  });

  it('the same question taken in again takes the place of the first, and one is declined with a reason', async () => {
    const [again, other] = [await aQuestion('雨伞再问'), await aQuestion('不收')];
    await chen.post(`questions/${again}/draft`, { ...BODY, short: { zh: '在前台。', en: 'At the desk.' } });
    expect((await liu.post<{ entryId: string }>(`questions/${again}/draft/accept`)).body.entryId).to.equal('Q01');
    expect(handbook.estate('qinghu')?.knowledge.entries).to.have.length(1);
    await chen.post(`questions/${other}/draft`, BODY);
    expect((await liu.post(`questions/${other}/draft/decline`, { why: '' })).status).to.equal(400);
    expect((await liu.post(`questions/${other}/draft/decline`, { why: '没有出处' })).status).to.equal(204);
    const { draft } = (await chen.get<QuestionDetail>(`questions/${other}`)).body;
    expect(draft).to.include({ state: 'declined', why: '没有出处', decidedBy: '刘经理', mine: true });
  });
});
