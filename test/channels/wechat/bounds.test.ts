import { expect } from 'chai';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { BadXml, readXml } from '#channels/wechat/read-xml.ts';
import { bombs } from './bombs.ts';
import vectors from './standin/vectors.json' with { type: 'json' };

/** As the door has them. */
const MOST_NODES = 500;
const DEEPEST = 8;

describe('Reading hostile XML from WeChat', () => {
  const { on } = SaxesParser.prototype;
  let work = { nodes: 0, open: 0, deepest: 0, outcomes: 0 };
  before(() => {
    // What the parser tells its listener is the work that the door does.
    Object.assign(SaxesParser.prototype, {
      on(this: SaxesParser, name: string, hear: (part: unknown) => void) {
        const counted = (part: unknown) => {
          if (name === 'opentag') {
            work.nodes += 1;
            work.open += 1;
            work.deepest = Math.max(work.deepest, work.open);
          }
          if (name === 'closetag') work.open -= 1;
          if (name === 'error' || name === 'doctype') work.outcomes += 1;
          hear(part);
        };
        (on as (name: string, hear: unknown) => void).call(this, name, counted);
      },
    });
  });
  after(() => Object.assign(SaxesParser.prototype, { on }));

  const read = (text: string, name = text.slice(0, 80)) => {
    work = { nodes: 0, open: 0, deepest: 0, outcomes: 0 };
    try {
      readXml(text);
    } catch (error) {
      expect(error, name).to.be.instanceOf(BadXml);
    }
    // The one over the limit is seen, and is the last.
    expect(work.nodes, `${name}: nodes`).to.be.at.most(MOST_NODES + 1);
    expect(work.deepest, `${name}: depth`).to.be.at.most(DEEPEST + 1);
    expect(work.outcomes, `${name}: faults`).to.be.at.most(1);
    return work;
  };

  it('ends at the first fault and at the limits, however much is sent', () => {
    for (const [name, xml] of Object.entries(bombs(256 * 1024))) read(xml, name);
    const wide = `<xml>${Array.from({ length: 30_000 }, (_, n) => `<a${n}/>`).join('')}</xml>`;
    expect(read(wide).nodes).to.equal(MOST_NODES + 1);
    expect(read('<xml>'.repeat(30_000)).deepest).to.equal(DEEPEST + 1);
  });

  it('ends there too whatever is put into what the platform writes', () => {
    const sample = vectors.inbound_xml.map(({ xml }) => xml);
    const piece = fc.constantFrom(
      '<a>',
      '<a/>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&x;',
      '<!--',
      '<!DOCTYPE a>',
      '<?a?>',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...sample),
        fc.nat(),
        piece,
        fc.integer({ min: 1, max: 2000 }),
        (xml, at, what, times) => {
          const place = at % xml.length;
          read(xml.slice(0, place) + what.repeat(times) + xml.slice(place));
        },
      ),
      { numRuns: 500 },
    );
  });
});
