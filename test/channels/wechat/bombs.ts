/** Documents of about so many bytes that are built to make a reader of XML slow, full, or wrong. */
export function bombs(bytes: number): Record<string, string> {
  const many = (piece: string) => piece.repeat(Math.floor(bytes / piece.length));
  const wrapped = (inside: string) => `<xml>${inside}</xml>`;
  return {
    deep: many('<a>'),
    'deep and closed': `${'<a>'.repeat(bytes / 8)}${'</a>'.repeat(bytes / 8)}`,
    wide: wrapped(many('<a/>')),
    'the same field': wrapped(many('<A>1</A>')),
    'one long text': wrapped(`<A>${many('x')}</A>`),
    'many entities': wrapped(`<A>${many('&amp;')}</A>`),
    'many characters by number': wrapped(`<A>${many('&#x4e2d;')}</A>`),
    'many small CDATA': wrapped(`<A>${many('<![CDATA[x]]>')}</A>`),
    'an open CDATA': `<xml><A><![CDATA[${many(']]')}`,
    'an open comment': `<xml><!--${many('-')}`,
    'many comments': wrapped(many('<!-- -->')),
    'many attributes': `<xml ${Array.from({ length: bytes / 12 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
    'one long attribute': `<xml a="${many('&lt;')}"/>`,
    'a long name': `<${many('a')}/>`,
    'entities in entities': `<!DOCTYPE xml [${Array.from({ length: 60 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('')}]><xml><A>&e60;</A></xml>`,
    'a long DOCTYPE': `<!DOCTYPE xml [${many(' ')}`,
    'only spaces': many(' '),
    'only marks': many('<'),
    'half characters': wrapped(`<A>${many('\ud83d')}</A>`),
  };
}
