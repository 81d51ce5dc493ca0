import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createUnderstanding } from '#understanding/understanding.ts';
import { emergencyRules, faultWords, monday } from '../desk.ts';

describe('The model of the last start', function () {
  this.timeout(60_000);
  let dir: string;
  const cacheDir = () => join(dir, 'local');
  const model = () => join(cacheDir(), 'model.bin');
  const teach = (intent: string, sentences: string[]) =>
    writeFileSync(join(dir, 'utterances/zh-CN', `${intent}.txt`), sentences.join('\n'));
  const start = async (folder = cacheDir()) => {
    const desk = createUnderstanding({ dir, faultWords, emergency: emergencyRules, cacheDir: folder });
    const { cached } = await desk.ready;
    return { cached, desk, intents: desk.recognize('楼上灯又闪了', monday).intents };
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'model-'));
    mkdirSync(join(dir, 'utterances/zh-CN'), { recursive: true });
    teach('repair', ['马桶堵了', '楼道灯不亮了', '水龙头滴水', '门锁坏了', '灯闪个不停']);
    teach('complaint', ['楼上太吵了', '保安态度差', '邻居半夜唱歌', '垃圾没人收', '狗一直叫']);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('serves again, and reads every message the same', async () => {
    const first = await start();
    const second = await start();
    expect([first.cached, second.cached]).to.deep.equal([false, true]);
    expect(second.intents).to.deep.equal(first.intents);
    expect(readdirSync(cacheDir())).to.have.members(['knowledge.bin', 'model.bin']);
  });

  it('gives way when the office adds a sentence', async () => {
    await start();
    teach('suggestion', ['能不能装个充电桩', '建议多放几张椅子']);
    const { cached, desk } = await start();
    expect(cached).to.equal(false);
    expect(desk.recognize('建议装个椅子', monday).intents[0]?.name).to.equal('suggestion');
  });

  it('is fitted anew when its file is damaged, cut off, empty or something else', async () => {
    const { intents } = await start();
    const whole = readFileSync(model());
    const flipped = Buffer.from(whole);
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    for (const bytes of [flipped, whole.subarray(0, 500), Buffer.alloc(0), Buffer.from('{"labels":[]}')]) {
      writeFileSync(model(), bytes);
      const again = await start();
      expect(again.cached).to.equal(false);
      expect(again.intents).to.deep.equal(intents);
    }
    expect((await start()).cached).to.equal(true);
  });

  it('is done without where nothing can be written', async () => {
    writeFileSync(join(dir, 'file'), '');
    expect((await start(join(dir, 'file/inside'))).intents[0]?.name).to.equal('repair');
  });
});
