/** A stretch of a message: words, or an address that may be opened. */
export type Stretch = { text: string; href?: string };

const ADDRESS = /https?:\/\/[^\s<>"'，。；：！？、（）《》【】「」“”]+/gi;
const TRAILING = /[.,;:!?)\]}]+$/;

/** Splits a message into words and http(s) addresses; no other kind of address ever becomes a link. */
export function splitLinks(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(TRAILING, '');
    const href = webAddress(address);
    if (!href) continue;
    if (found.index > from) stretches.push({ text: text.slice(from, found.index) });
    stretches.push({ text: address, href });
    from = found.index + address.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from) });
  return stretches;
}

function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/** An address of this very site, such as a photo's; undefined for any other, which is then not opened. */
export function ownAddress(url: string, origin: string): string | undefined {
  if (url === '' || !URL.canParse(url, origin)) return undefined;
  const address = new URL(url, origin);
  return address.origin === origin ? address.pathname + address.search : undefined;
}
