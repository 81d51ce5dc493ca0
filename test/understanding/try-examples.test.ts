import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exampleLine } from '#understanding/own-examples.ts';
import { tryExamples } from '#understanding/try-examples.ts';
import type { Tried } from '#understanding/try-job.ts';
import { emergencyRules, faultWords } from './desk.ts';

const REPAIRS = ['水龙头漏水', '马桶堵了', '灯不亮了', '门锁坏了', '下水道堵了', '插座没电', '窗户关不上', '水管爆了'];
const THANKS = ['谢谢', '多谢您', '太感谢了', '谢谢你们', '辛苦了', '感谢感谢', '非常感谢', '谢谢师傅'];

describe('Examples that are tried before they are in force', function () {
  this.timeout(60_000);
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'try-'));
    mkdirSync(join(dir, 'utterances/zh-CN'), { recursive: true });
    writeFileSync(join(dir, 'utterances/zh-CN/repair.txt'), `${REPAIRS.join('\n')}\n`);
    writeFileSync(join(dir, 'utterances/zh-CN/thanks.txt'), `${THANKS.join('\n')}\n`);
  });
  after(() => rmSync(dir, { recursive: true }));
  const attempt = (added: { text: string; label: string }[], texts: string[]): Promise<Tried> =>
    tryExamples({
      dirs: [dir],
      faultWords,
      emergency: emergencyRules,
      added,
      messages: texts.map((text, at) => ({ id: `m${at}`, text })),
    });

  it('change nothing when there are none', async () => {
    const { accuracy, intents, changed, messages, sentences } = await attempt([], [...REPAIRS, ...THANKS]);
    expect(accuracy.before).to.equal(accuracy.after).and.be.within(0.5, 1);
    expect({ intents, changed, messages, sentences }).to.deep.equal({
      intents: [],
      changed: [],
      messages: [],
      sentences: 16,
    });
  });

  it('show which messages are read otherwise, without the phone in them', async () => {
    const added = ['荔枝葡萄', '荔枝葡萄芒果', '荔枝香蕉葡萄'].map((text) => ({ text, label: 'thanks' }));
    const { messages, added: many } = await attempt(added, ['荔枝葡萄 13812345678', '马桶堵了']);
    expect(many).to.equal(3);
    expect(messages).to.have.length(1);
    expect(messages[0]).to.include({ id: 'm0', text: '荔枝葡萄 [phone]' });
    expect(messages[0]?.after.intent).to.equal('thanks');
  });

  it('show which sentences would be read wrongly, and what that does to the figures', async () => {
    const added = REPAIRS.flatMap((text) => [text, `${text}啊`, `${text}呢`]).map((text) => ({
      text,
      label: 'thanks',
    }));
    const { accuracy, intents, changed } = await attempt(added, []);
    expect(accuracy.after).to.be.lessThan(accuracy.before);
    expect(intents[0]).to.include({ intent: 'repair', sentences: 8 });
    expect(changed[0]).to.include({ intent: 'repair', before: 'repair', after: 'thanks' });
  });

  it('are refused aloud when the folder cannot be learned from', async () => {
    writeFileSync(join(dir, 'utterances/zh-CN/nonsense.txt'), '啊\n');
    const error = await attempt([], []).catch((reason: Error) => reason);
    rmSync(join(dir, 'utterances/zh-CN/nonsense.txt'));
    expect(error).to.be.an('error').with.property('message').that.includes('nonsense');
  });

  it('are single lines', () => {
    expect(exampleLine(' # 灯\n坏了 ')).to.deep.equal({ line: '灯 坏了' });
    expect(exampleLine('？')).to.deep.equal({ reason: 'empty' });
  });
});
