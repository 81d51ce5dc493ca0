import { expect } from 'chai';
import { ownAddress, splitLinks } from '#web/console/chat/links.ts';

const links = (text: string) => splitLinks(text).flatMap((part) => part.href ?? []);

describe('a resident’s message in the console', () => {
  it('makes web addresses links and leaves the words around them as they were', () => {
    const text = '请看 https://example.com/a?b=1&c=2，谢谢。也可 http://例子.测试/路。';
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).to.equal(text);
    expect(links(text)[0]).to.equal('https://example.com/a?b=1&c=2');
  });

  it('leaves closing punctuation outside the link', () => {
    expect(links('(see https://example.com/x).')).to.deep.equal(['https://example.com/x']);
  });

  it('never makes a link of a script, data or file address', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,<script>1</script>', 'file:///etc/passwd', 'https://']) {
      expect(links(text), text).to.deep.equal([]);
    }
  });

  it('opens files of this desk only', () => {
    const desk = 'https://desk.example';
    expect(ownAddress('/console/api/conversations/a/files/b?x=1', desk)).to.equal(
      '/console/api/conversations/a/files/b?x=1',
    );
    for (const url of [
      '',
      'https://evil.example/a.png',
      '//evil.example/a',
      'javascript:alert(1)',
      'http://desk.example/a',
    ]) {
      expect(ownAddress(url, desk), url).to.equal(undefined);
    }
  });
});
