import { expect } from 'chai';
import type { Understood } from '#understanding/recognizer.ts';
import { intentsFrom, merged } from '#understanding/remote/merge.ts';

/** A message as the desk read it alone. */
const own = (given: Partial<Understood> = {}): Understood => ({
  text: '门口好像有股味道',
  locale: 'zh-CN',
  intents: [
    { name: 'complaint', score: 0.6 },
    { name: 'repair', score: 0.3 },
  ],
  band: 'ask',
  entities: [],
  recognizer: 'local',
  ...given,
});
const second = (intents: Record<string, number>) => ({
  recognizer: 'clu',
  intents: intentsFrom(Object.entries(intents).map(([name, score]) => ({ name, score }))),
  entities: [],
});

describe('Two answers made one', () => {
  it('keep an alarm, whoever else is sure of something else', () => {
    const alarm = own({
      intents: [{ name: 'emergency', score: 0.9 }],
      band: 'act',
      emergency: { kind: 'other', words: '门口好像有股味道' },
    });
    expect(merged(alarm, second({ thanks: 1 }))).to.deep.equal(alarm);
  });

  it('take an alarm from the service only when it is sure', () => {
    expect(merged(own(), second({ emergency: 0.79 })).emergency).to.equal(undefined);
    const { emergency, matters, entities } = merged(own({ matters: [] }), second({ emergency: 0.8 }));
    expect(emergency).to.deep.equal({ kind: 'other', words: '门口好像有股味道' });
    expect(matters).to.equal(undefined);
    expect(entities[0]).to.include({ type: 'urgency', value: 'critical' });
  });

  it('are led by the surer one, and no score of the other stands above it', () => {
    const { intents, band, recognizer } = merged(
      own({ intents: [{ name: 'complaint', score: 0.95 }] }),
      second({ repair: 0.8 }),
    );
    expect({ intents, band, recognizer }).to.deep.equal({
      intents: [
        { name: 'repair', score: 0.8 },
        { name: 'complaint', score: 0.8 },
      ],
      band: 'act',
      recognizer: 'clu',
    });
    expect(merged(own({ band: 'act' }), second({ repair: 0.7 }))).to.deep.include({ band: 'act', recognizer: 'local' });
  });

  it('stay the desk’s own when the service has no intent at all', () => {
    expect(merged(own(), second({}))).to.deep.equal(own());
  });

  it('have one out of scope for all that is not ours, and scores between 0 and 1', () => {
    expect(
      intentsFrom([
        { name: 'None', score: 0.2 },
        { name: 'Book_Flight', score: 1.7 },
        { name: 'Repair', score: -1 },
      ]),
    ).to.deep.equal([
      { name: 'out_of_scope', score: 1 },
      { name: 'repair', score: 0 },
    ]);
  });
});
