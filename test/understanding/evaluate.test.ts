import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

describe('The evaluation', function () {
  this.timeout(60_000);
  let dir: string;
  const run = (...args: string[]) =>
    JSON.parse(
      execFileSync(process.execPath, ['src/understanding/evaluate.ts', '--json', ...args], { encoding: 'utf8' }),
    );

  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'evaluate-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  it('scores the shipped recognizer, entities included, and writes one line for each sentence', () => {
    const lines = [
      {
        text: '3栋2单元501马桶堵了',
        lang: 'zh',
        intent: 'repair',
        entities: { building: '3', unit: '2', room: '501', fixture: '马桶' },
      },
      { text: '着火了快来人', lang: 'zh', intent: 'emergency', entities: { urgency: 'critical' } },
      { text: 'how do I pay the management fee', lang: 'en', intent: 'complaint', entities: {} },
    ];
    const file = join(dir, 'test.jsonl');
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    const out = join(dir, 'out.jsonl');
    const figures = run('--test', file, '--predictions', out);
    expect(figures.accuracy).to.be.closeTo(2 / 3, 1e-9);
    expect(figures.emergency.recall).to.equal(1);
    expect(figures.perEntity.room.f1).to.equal(1);
    const written = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(written.map((one) => one.text)).to.deep.equal(lines.map((one) => one.text));
    expect(written[0]).to.deep.include({ intent: 'repair', band: 'act' });
    expect(written[0].entities).to.include({ building: '3', unit: '2', room: '501' });
  });

  it('fits and scores any pair of files, with what belongs nowhere counted apart', () => {
    const train = join(dir, 'train.tsv');
    const words = {
      fruit: ['red apple', 'ripe apple', 'sweet pear', 'green pear'],
      tool: ['steel hammer', 'big hammer', 'long saw', 'sharp saw'],
    };
    writeFileSync(
      train,
      Object.entries(words)
        .flatMap(([label, texts]) => texts.map((text) => `${label}\t${text}`))
        .join('\n'),
    );
    const test = join(dir, 'test.tsv');
    writeFileSync(test, 'fruit\ta red apple\ntool\tthe hammer\noos\txylophone');
    const figures = run('--train', train, '--test', test, '--oos', 'oos');
    expect(figures.sentences).to.equal(3);
    expect(figures.macroF1).to.be.within(0, 1);
    expect(figures.inScopeAccuracy).to.equal(1);
    expect(figures.outOfScope).to.include.keys('precision', 'recall');
  });

  it('learns from sentences of nowhere what to turn down, and makes no intent of them', () => {
    const train = join(dir, 'nowhere.tsv');
    const sentences = [
      'fruit\tred apple',
      'fruit\tripe apple',
      'fruit\tapple pie',
      'tool\tbig hammer',
      'tool\thammer it',
      'tool\tsteel hammer',
    ];
    writeFileSync(train, [...sentences, 'oos\tplay some music', 'oos\tweather tomorrow', ''].join('\n'));
    const test = join(dir, 'nowhere-test.tsv');
    writeFileSync(test, 'fruit\tripe apple\ntool\tbig hammer\noos\tweather music tomorrow\n');
    const figures = run('--train', train, '--test', test, '--oos', 'oos');
    expect(figures).to.include({ accuracy: 1, macroF1: 1, inScopeAccuracy: 1 });
    expect(figures.outOfScope).to.include({ recall: 1, precision: 1 });
  });

  it('says in a sentence what is wrong, and prints no figures then', () => {
    const broken = join(dir, 'broken.jsonl');
    writeFileSync(broken, '{"text":"灯坏了","intent":"repair"}\n{"text"');
    for (const [args, reason] of [
      [['--train', broken], /test file is missing/],
      [['--test', broken], /broken\.jsonl, line 2 is not JSON/],
      [['--test', join(dir, 'none.jsonl')], /none\.jsonl/],
      [['--tset', broken], /tset/],
    ] as const) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['src/understanding/evaluate.ts', '--json', ...args],
        {
          encoding: 'utf8',
        },
      );
      expect([status, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.match(reason);
    }
  });
});
