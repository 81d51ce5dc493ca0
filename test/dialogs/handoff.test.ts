import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Log, Queue } from '#console/api.ts';
import { ResidentClient } from '../lobby/resident-client.ts';
import { StaffClient } from '../lobby/staff-client.ts';
import { type RunningLobby, startTestLobby } from '../lobby/start.ts';

describe('a chat handed to a person', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lobby-handoff-'));
  let lobby: RunningLobby;
  let clerk: StaffClient;
  const resident = () => new ResidentClient(lobby.base);
  before(async () => {
    lobby = await startTestLobby({ dataDir });
    clerk = new StaffClient(lobby.base);
    await clerk.setUp(lobby.setupPath ?? '');
  });
  after(async () => {
    await lobby.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('carries Bot Framework’s handoff.initiate with its context, and the transcript of all that was said', async () => {
    const wang = resident();
    await wang.open();
    await wang.say('卫生间水管漏水');
    await wang.say('3栋2单元501');
    await wang.say('人工');
    const { waiting } = await clerk.get<Queue>('queue');
    expect(waiting.map(({ id }) => id)).to.include(wang.conversationId);
    const { activities } = await clerk.get<Log>(`conversations/${wang.conversationId}/log`);
    const initiate = activities.find(({ name }) => name === 'handoff.initiate');
    expect(initiate?.value).to.deep.include({ reason: 'asked', service: 'repair' });
    expect((initiate?.value as { told?: object } | undefined)?.told).to.include({ where: '3栋2单元501' });
    const [transcript] = initiate?.files ?? [];
    expect(transcript?.name).to.equal('Transcript');
    const handed = await clerk.get<{ activities: { text?: string; from: { role: string } }[] }>(
      (transcript?.url ?? '').replace('/console/api/', ''),
    );
    const said = handed.activities.filter(({ from }) => from.role === 'user').map(({ text }) => text);
    expect(said.filter(Boolean)).to.deep.equal(['卫生间水管漏水', '3栋2单元501', '人工']);
    const seen = await wang.call(`/conversations/${wang.conversationId}/activities`);
    expect(await seen.text(), 'the resident’s page').to.not.contain('handoff.initiate');
  });

  it('keeps the bot silent while a clerk owns it, and tells the bot by handoff.status', async () => {
    const wang = resident();
    await wang.open();
    await wang.say('转人工');
    expect((await clerk.call('POST', `conversations/${wang.conversationId}/claim`, {})).status).to.equal(204);
    await wang.hear();
    await clerk.call('POST', `conversations/${wang.conversationId}/messages`, {
      text: '您好，我是小陈。',
      clientId: 'm1',
    });
    await clerk.call('POST', `conversations/${wang.conversationId}/messages`, {
      text: '您好，我是小陈。',
      clientId: 'm1',
    });
    expect(await wang.say('家里灯坏了')).to.deep.equal(['您好，我是小陈。']);
    await clerk.call('POST', `conversations/${wang.conversationId}/return`, {});
    expect((await wang.hear()).join()).to.contain('自动助手');
    const { activities } = await clerk.get<Log>(`conversations/${wang.conversationId}/log`);
    const states = activities
      .filter(({ name }) => name === 'handoff.status')
      .map(({ value }) => (value as { state: string }).state);
    expect(states).to.deep.equal(['accepted', 'completed']);
    const afterwards = activities.slice(activities.findIndex(({ text }) => text === '家里灯坏了'));
    const bot = afterwards.findIndex(({ role, type }) => role === 'desk' && type === 'message');
    expect(afterwards.slice(0, bot).some(({ name }) => name === 'handoff.status')).to.equal(true);
  });

  it('does not believe a resident who posts handoff.status', async () => {
    const wang = resident();
    await wang.open();
    await wang.say('卫生间水管漏水');
    const forged = {
      type: 'event',
      name: 'handoff.status',
      value: { state: 'completed', message: 'closed' },
      from: { id: 'x' },
    };
    const path = `/conversations/${wang.conversationId}/activities`;
    expect((await wang.call(path, { method: 'POST', body: JSON.stringify(forged) })).status).to.equal(200);
    expect((await wang.say('3栋2单元501')).join()).to.contain('记下了：3栋2单元501');
  });

  it('can be a message instead: a case that staff find, and nobody has to wait', async () => {
    const wang = resident();
    await wang.open();
    await wang.say('人工');
    for (const words of ['留言', '请师傅看看地漏', '13800138000', '随时']) await wang.say(words);
    const [number] = /L\d{8}-\d{4}/.exec((await wang.say('对')).join()) ?? [];
    const { waiting } = await clerk.get<Queue>('queue');
    expect(waiting.map(({ id }) => id)).to.not.include(wang.conversationId);
    const { tickets } = await clerk.get<{ tickets: { number: string; service: string; summary: string }[] }>(
      'tickets?service=handoff',
    );
    const found = tickets.find((one) => one.number === number);
    expect(found).to.include({ service: 'handoff', summary: '请师傅看看地漏' });
  });
});
