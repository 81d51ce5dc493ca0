import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { RecognizeContext } from '#understanding/recognizer.ts';
import { createUnderstanding, type Understanding } from '#understanding/understanding.ts';
import { DATA, emergencyRules, faultWords, monday } from './desk.ts';

const build = (dir: string): Understanding => createUnderstanding({ dir, faultWords, emergency: emergencyRules });
const yesNo = { form: 'repair', key: 'confirm', kind: 'yes-no' } as const;

describe('Understanding', function () {
  this.timeout(60_000);
  let desk: Understanding;
  const read = (text: string, context: Partial<RecognizeContext> = {}) =>
    desk.recognize(text, { ...monday, ...context });
  const intent = (text: string) => read(text).intents[0]?.name;

  before(async () => {
    desk = build(DATA);
    await desk.ready;
  });

  it('answers danger, homes and short words before the model is there', async () => {
    const fresh = build(DATA);
    expect(fresh.state()).to.equal('fitting');
    const said = fresh.recognize('3栋2单元501着火了', monday);
    expect(said.emergency?.kind).to.equal('fire');
    expect(said.entities[0]).to.include({ type: 'dwelling' });
    expect(fresh.recognize('马桶堵了', monday)).to.include({ band: 'person', faultClass: 'R02' });
    expect(fresh.recognize('嗯', { ...monday, openQuestion: yesNo }).reply).to.equal('affirm');
    await fresh.ready;
    expect(fresh.recognize('马桶堵了', monday).intents[0]?.name).to.equal('repair');
  });

  it('reads at least nine of ten sentences it was not taught', () => {
    const taught = new Set<string>();
    const cases = readFileSync('test/understanding/fixtures/unseen.tsv', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    const wrong = cases.filter(([expected, text]) => !taught.has(text ?? '') && intent(text ?? '') !== expected);
    expect(wrong.length / cases.length, wrong.join('\n')).to.be.at.most(0.1);
  });

  it('keeps the borders between neighbours', () => {
    expect(intent('灯坏了半个月，报了三次没人修，你们太不负责了')).to.equal('complaint');
    expect(intent('修个水龙头要多少钱')).to.equal('fee_enquiry');
    expect(intent('停车月卡怎么续费')).to.equal('fee_enquiry');
    expect(intent('把物业合同复印一份给我')).to.equal('archive_request');
    expect(intent('物业合同里写了几点巡逻')).to.equal('contract_enquiry');
    expect(intent('房东不退我押金')).to.equal('lease_enquiry');
    expect(intent('昨天着火的事处理了吗')).to.equal('status_query');
  });

  it('puts an emergency first whatever the model thinks, and never takes one back', () => {
    const said = read('物业费怎么交，对了家里有煤气味');
    expect(said.intents[0]).to.deep.include({ name: 'emergency' });
    expect(said.band).to.equal('act');
    expect(said.entities.some((one) => one.type === 'urgency' && one.value === 'critical')).to.equal(true);
  });

  it('counts a yes only while a question is open', () => {
    expect(read('嗯').reply).to.equal(undefined);
    expect(read('嗯', { openQuestion: yesNo }).reply).to.equal('affirm');
    expect(read('嗯').intents[0]?.name).to.equal('affirm');
  });

  it('takes several matters apart, each with its own words', () => {
    const matters = read('楼下装修太吵，楼道灯又闪').matters ?? [];
    expect(matters.map((one) => one.intents[0]?.name)).to.deep.equal(['complaint', 'repair']);
    expect(matters[1]?.entities.some((one) => one.type === 'fixture')).to.equal(true);
    expect(read('厨房水管漏水，一直滴，麻烦快点来').matters).to.equal(undefined);
  });

  it('hands nonsense over instead of acting on it', () => {
    for (const text of ['', ' ', '\u0000', '那个那个啥来着就是', 'zxcv qqq ppp'])
      expect(read(text).band === 'act' && intent(text) !== 'out_of_scope', JSON.stringify(text)).to.equal(false);
  });

  it('says in which language the message is', () => {
    expect(read('漏水了').locale).to.equal('zh-CN');
    expect(read('water leak').locale).to.equal('en');
    expect(read('my 水龙头 is leaking badly please 来修').locale).to.equal('mixed');
    expect(read('123', { locale: 'en' }).locale).to.equal('en');
  });

  it('survives any text', () => {
    const message = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
    );
    fc.assert(
      fc.property(message, (text) => {
        const said = read(text);
        expect(said.intents).to.not.be.empty;
        for (const one of said.entities) expect(text.slice(one.start, one.end)).to.equal(one.text);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it('survives 100,000 characters of anything', () => {
    const pieces = [
      '3',
      '3-',
      '一',
      '电梯',
      'a ',
      '。',
      '😀',
      '\ud800',
      '<xml>',
      '明天到',
      '0 ',
      'fire drill ',
      '1-1-',
      '十',
      '煤气',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      for (const kind of ['text', 'dwelling', 'person', 'phone'] as const)
        expect(read(text, { openQuestion: { ...yesNo, kind } }).intents, piece).to.not.be.empty;
    }
  });

  it('learns a new sentence of the office without stopping', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'utterances-'));
    cpSync(join(DATA, 'utterances'), join(dir, 'utterances'), { recursive: true });
    const own = build(dir);
    await own.ready;
    const file = join(dir, 'utterances/zh-CN/notice_enquiry.txt');
    const sentences = Array.from({ length: 4 }, (_, i) => `蓝鲸驿站第${'一二三四'.charAt(i)}批何时发放`);
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# ours\n${sentences.join('\n')}\n`);
    const running = own.retrain();
    expect(own.recognize('马桶堵了', monday).intents[0]?.name).to.equal('repair');
    await running;
    expect(own.recognize('蓝鲸驿站发放', monday).intents[0]?.name).to.equal('notice_enquiry');
    rmSync(dir, { recursive: true });
  });

  it('goes on with rules and says so when the examples cannot be read', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'utterances-'));
    cpSync(join(DATA, 'utterances'), join(dir, 'utterances'), { recursive: true });
    writeFileSync(join(dir, 'utterances/en/reparir.txt'), 'oops\n');
    const own = build(dir);
    const error = await own.ready.then(
      () => undefined,
      (cause: Error) => cause,
    );
    expect(error?.message).to.match(/no intent is named reparir/);
    expect(own.state()).to.equal('failed');
    expect(own.recognize('着火了', monday).emergency?.kind).to.equal('fire');
    rmSync(dir, { recursive: true });
  });
});
