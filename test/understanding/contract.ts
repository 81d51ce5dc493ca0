import { expect } from 'chai';
import fc from 'fast-check';
import { INTENTS, type RecognizeContext, type Recognizer, type Understood } from '#understanding/recognizer.ts';
import { monday } from './desk.ts';

const ODD_TEXTS = [
  '',
  '   ',
  '\u0000\u0007\u001b[31m',
  '\ud800 半个字 \udc00',
  '🔥🔥🔥👌',
  '[捂脸][捂脸]',
  '<script>alert(1)</script><xml><![CDATA[x]]></xml>',
  '{"query":"x"} %s \\u0000',
  'Кран течёт на кухне, مرحبا, 水道が壊れた',
  '漏'.repeat(100_000),
  '1'.repeat(5_000),
];

/**
 * What every recognizer owes the desk, whoever reads: any text is answered in the same form, danger and the desk's own entities stay,
 * short answers count only where something was asked.
 */
export function itIsARecognizer(make: () => Promise<Recognizer>): void {
  let recognizer: Recognizer;
  const read = async (text: string, context: Partial<RecognizeContext> = {}): Promise<Understood> =>
    recognizer.recognize(text, { ...monday, ...context });

  before(async () => {
    recognizer = await make();
  });

  it('has a name, and says who answered', async () => {
    expect(recognizer.name).to.be.a('string').and.not.equal('');
    expect((await read('厨房水龙头漏水')).recognizer)
      .to.be.a('string')
      .and.not.equal('');
  });

  it('answers any text in the one form', async () => {
    for (const text of ODD_TEXTS) expectWhole(await read(text), text);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) =>
        expectWhole(await read(text), text),
      ),
      { numRuns: 40 },
    );
  });

  it('raises the alarm in both languages, whatever else is said', async () => {
    for (const [text, kind] of [
      ['着火了！快来人', 'fire'],
      ['物业费怎么交，对了家里有煤气味', 'gas'],
      ["there's a fire in the hallway", 'fire'],
    ] as const) {
      const understood = await read(text);
      expect(understood.emergency?.kind, text).to.equal(kind);
      expect(understood.intents[0]?.name, text).to.equal('emergency');
      expect(understood.band, text).to.equal('act');
    }
  });

  it('finds the home, the phone and the fixture that the desk finds', async () => {
    const { entities } = await read('3栋2单元501厨房水龙头漏水，电话138 0013 8000');
    expect(entities.map(({ type }) => type)).to.include.members(['dwelling', 'phone', 'fixture']);
    expect(entities.find(({ type }) => type === 'phone')?.value).to.include({ digits: '13800138000' });
    expect(entities.find(({ type }) => type === 'dwelling')?.value).to.include({
      building: '3',
      unit: '2',
      room: '501',
    });
  });

  it('takes a short answer as one only while a question is open', async () => {
    const openQuestion = { form: 'repair', key: 'confirm', kind: 'yes-no' } as const;
    expect((await read('嗯', { openQuestion })).reply).to.equal('affirm');
    expect((await read('嗯')).reply).to.equal(undefined);
  });

  it('answers many residents at once, each with their own words', async () => {
    const texts = Array.from({ length: 60 }, (_, at) => `${at + 1}栋的路灯不亮了`);
    const all = await Promise.all(texts.map((text) => read(text)));
    expect(all.map(({ text }) => text)).to.deep.equal(texts);
  });

  it('answers even when nobody waits for it any more', async () => {
    expectWhole(await read('门口的路灯不亮', { signal: AbortSignal.abort() }), '门口的路灯不亮');
  });
}

function expectWhole(understood: Understood, text: string): void {
  expect(understood.text).to.equal(text);
  expect(understood.intents).to.not.have.lengthOf(0);
  expect(understood.intents.map(({ name }) => name)).to.satisfy(
    (names: string[]) => new Set(names).size === names.length,
  );
  for (const { name, score } of understood.intents) {
    expect(INTENTS).to.include(name);
    expect(score).to.be.within(0, 1);
  }
  const scores = understood.intents.map(({ score }) => score);
  expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
  expect(['act', 'ask', 'person']).to.include(understood.band);
  for (const { start, end, text: words } of understood.entities) expect(words).to.equal(text.slice(start, end));
}
