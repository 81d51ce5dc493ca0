import { expect } from 'chai';
import fc from 'fast-check';
import { bytesOf, splitText } from '#channels/wechat/split-text.ts';
import { toText } from '#channels/wechat/to-text.ts';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('👨‍👩‍👧‍👦', '🏳️‍🌈', 'é', '。', '，', '\n', '水管漏了。', '<a href="https://example.com/a">点这里</a>'),
);
const words = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

describe('Long words on WeChat', () => {
  it('are cut so that nothing is lost, changed or moved', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 400 }), (text, most) => {
        expect(splitText(text, most).join('')).to.equal(text);
      }),
    );
  });

  it('fit, part by part, and are never cut inside a character or a link', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 400 }), (text, most) => {
        const parts = splitText(text, most);
        for (const part of parts) {
          const alone = [...graphemes.segment(part)].length === 1;
          expect(bytesOf(part) <= most || alone, part).to.equal(true);
          expect((part.match(/<a /g) ?? []).length).to.equal((part.match(/<\/a>/g) ?? []).length);
          expect(part.isWellFormed()).to.equal(true);
        }
        const links = (list: string[]) => list.flatMap((one) => one.match(/<a [^>]*>[^<]*<\/a>/g) ?? []);
        expect(links(parts)).to.deep.equal(links([text]));
      }),
    );
  });

  it('are cut after a sentence where one ends', () => {
    const text = '请带好身份证。'.repeat(20);
    for (const part of splitText(text, 100)) expect(part).to.match(/。$/);
    expect(splitText('👨‍👩‍👧‍👦'.repeat(10), 60).every((part) => part.length % '👨‍👩‍👧‍👦'.length === 0)).to.equal(true);
  });

  it('take a moment only, however long', () => {
    expect(splitText('水'.repeat(200_000), 2000)).to.have.length(301);
  });
});

describe('What the desk says, on WeChat', () => {
  const desk = (text: string, body: object = {}) => toText({ role: 'desk', text, body: JSON.stringify(body) });

  it('shows choices as a numbered list and pages as links', () => {
    const actions = [
      { type: 'imBack', title: '报修', value: '报修' },
      { type: 'openUrl', title: '地图', value: 'https://example.com/map' },
      { type: 'imBack', title: '人工', value: '人工' },
    ];
    expect(desk('请选一项：', { suggestedActions: { actions } })).to.equal(
      '请选一项：\n1. 报修\n<a href="https://example.com/map">地图</a>\n2. 人工',
    );
  });

  it('writes links of its own as links and lets nobody else write one', () => {
    expect(desk('见[指南](https://example.com/a?b="c)。')).to.equal(
      '见<a href="https://example.com/a?b=%22c">指南</a>。',
    );
    expect(desk('<a href="https://evil.example">x</a>')).to.not.contain('<a');
    expect(desk('[x](javascript:alert(1))')).to.not.contain('<a');
    const staff = toText({
      role: 'staff',
      text: '<a href="https://evil.example">x</a> [y](https://evil.example)',
      body: '{}',
    });
    expect(staff).to.not.contain('<');
  });

  it('reads cards out', () => {
    const attachments = [
      {
        contentType: 'application/vnd.microsoft.card.hero',
        content: { title: '装修', text: '先交押金', buttons: [{ type: 'imBack', title: '好' }] },
      },
    ];
    expect(desk('', { attachments })).to.equal('装修\n先交押金\n1. 好');
  });
});
