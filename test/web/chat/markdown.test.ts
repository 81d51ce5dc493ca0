import { expect } from 'chai';
import fc from 'fast-check';
import { escapeHtml } from '#web/chat/escape-html.ts';
import { renderMarkdown } from '#web/chat/markdown.ts';

/** Every tag the desk's Markdown may make, with the only attributes it may have. */
const ALLOWED =
  /<\/?(?:p|strong|ul|li)>|<br>|<ol start="\d+">|<\/ol>|<a href="(?:https?:\/\/|tel:)[^"<>]*"(?: target="_blank" rel="noopener noreferrer")?>|<\/a>/g;

describe('the desk’s Markdown', () => {
  it('shows bold, lists and line breaks', () => {
    expect(renderMarkdown('单号 **R1**\n请说：\n- 3栋\n- 5栋\n\n2. 二\n3. 三')).to.equal(
      '<p>单号 <strong>R1</strong><br>请说：</p><ul><li>3栋</li><li>5栋</li></ul><ol start="2"><li>二</li><li>三</li></ol>',
    );
  });

  it('makes links of web addresses and phone numbers, and stops at Chinese punctuation', () => {
    expect(renderMarkdown('见 https://a.example/b?c=1&d=2，或 [拨打](tel:020-8000)')).to.equal(
      '<p>见 <a href="https://a.example/b?c=1&amp;d=2" target="_blank" rel="noopener noreferrer">https://a.example/b?c=1&amp;d=2</a>，或 <a href="tel:0208000">拨打</a></p>',
    );
  });

  for (const text of [
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,<b>)',
    '[x](https://a"onmouseover="alert(1))',
    '**<img src=x onerror=alert(1)>**',
    'https://a.example/"><script>',
    '[<b>](https://a.example)',
    '&lt;b&gt;',
  ]) {
    it(`lets no HTML through: ${text}`, () => expectSafe(text));
  }

  it('lets no HTML through, whatever anybody writes', () => {
    const pieces = fc.constantFrom(
      ...['<', '>', '"', "'", '&', '**', '[', ']', '(', ')', '](', '\n', '\n- ', '\n1. ', ' ', 'javascript:'],
      ...['https://', 'tel:', 'http://a', 'onerror=', '<script>', '</a>', '\u2028', '水', '0', '\\', '`', '&lt;', '\r'],
    );
    const text = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => expectSafe(parts.join(''))),
      { numRuns: 3000 },
    );
  });

  it('loses no character of plain text', () => {
    const plain = fc
      .string({ unit: fc.constantFrom(...'水管漏水 abc<>&"\'19，。') })
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(plain, (text) => {
        expect(renderMarkdown(text)).to.equal(text && `<p>${escapeHtml(text)}</p>`);
      }),
    );
  });

  it('takes long and nasty text in no time', () => {
    for (const nasty of ['*', '[', '](', 'https://', '**a', '- ', '[a](tel:']) {
      expect(renderMarkdown(nasty.repeat(20_000)).length).to.be.greaterThan(1000);
    }
  });
});

function expectSafe(text: string): void {
  const html = renderMarkdown(text);
  const rest = html.replace(ALLOWED, '');
  expect(rest, html).not.to.match(/[<>"]/);
  expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, ''), html).not.to.include('&');
}
