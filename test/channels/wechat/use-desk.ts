import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Shared } from '../../conversations/play.ts';
import { openShared } from '../../conversations/shared.ts';
import { type DeskWish, startDesk, understandOnce, type WechatDesk } from './desk.ts';

/** Opens desks for the tests of one suite, each on a fresh store, and closes them after each test. */
export interface DeskRoom {
  open(wish?: Partial<DeskWish>): Promise<WechatDesk>;
  /** What all desks of the suite share. */
  shared(): Shared;
  /** Ends a desk and opens another on its store, before the same platform. */
  restart(desk: WechatDesk, wish?: Partial<DeskWish>): Promise<WechatDesk>;
  /** Breaches of the platform's rules and errors of the desk that this test brings about by itself. */
  expectTrouble(): void;
}

/** To be called in a suite. After each test nothing may have gone wrong that the test did not ask for. */
export function useDesk(): DeskRoom {
  let shared: Shared | undefined;
  let dataDir = '';
  let open: WechatDesk[] = [];
  let trouble = false;
  before(async function () {
    this.timeout(60_000);
    shared = await openShared([]);
    // The first question waits for the model to be fitted.
    await understandOnce(shared);
  });
  after(() => shared?.handbook.close());
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lobby-wechat-'));
    open = [];
    trouble = false;
  });
  afterEach(async () => {
    for (const desk of open) await desk.stop();
    for (const desk of open) await desk.wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
    if (trouble) return;
    for (const { lines, wechat } of open) {
      expect(lines.filter(({ level }) => level === 'error')).to.deep.equal([]);
      expect(wechat.complaints).to.deep.equal([]);
    }
  });
  const common = () => {
    if (!shared) throw new Error('The suite has not begun.');
    return shared;
  };
  const start = async (wish: Partial<DeskWish> = {}) => {
    const desk = await startDesk(common(), { dataDir, ...wish });
    open.push(desk);
    return desk;
  };
  return {
    open: start,
    shared: common,
    async restart(desk, wish = {}) {
      await desk.stop();
      open = open.filter((one) => one !== desk);
      const next = await start({ ...wish, wechat: desk.wechat });
      next.lines.unshift(...desk.lines);
      desk.wechat.pointAt(next.url);
      return next;
    },
    expectTrouble() {
      trouble = true;
    },
  };
}
