import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Shared } from '../../conversations/play.ts';
import { type Heard, openShared } from '../../conversations/shared.ts';
import { type DeskWish, startDesk, type WechatDesk } from './desk.ts';

describe('A resident on WeChat', function () {
  this.timeout(60_000);
  const heard: Heard[] = [];
  let shared: Shared;
  let dataDir: string;
  let desk: WechatDesk;
  const open = async (wish: Partial<DeskWish> = {}) => {
    desk = await startDesk(shared, { dataDir, ...wish });
    return desk.wechat;
  };
  before(async () => {
    shared = await openShared(heard);
  });
  after(() => shared.handbook.close());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-wechat-'));
  });
  afterEach(async () => {
    await desk.stop();
    await desk.wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
    expect(desk.lines.filter(({ level }) => level === 'error')).to.deep.equal([]);
    expect(desk.wechat.complaints).to.deep.equal([]);
  });

  it('is answered on the spot, encrypted, and it costs nothing', async () => {
    const wechat = await open();
    const lin = wechat.resident('oLin');
    const delivery = await lin.says('厨房水龙头漏水');
    expect(delivery.outcome).to.equal('replied');
    expect(lin.screen()).to.have.length(1);
    expect(lin.screen()[0]).to.match(/^【passive】.*物业前台/);
    expect(lin.screen()[0]).to.contain('报修');
    await desk.advance(30_000);
    expect(lin.screen()).to.have.length(1);
    expect(wechat.calls).to.deep.equal([]);
    expect((await desk.outbox()).every(({ state }) => state === 'sent')).to.equal(true);
  });
});
