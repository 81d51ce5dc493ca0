const LONGEST = 80;

/**
 * A name fit to be shown and saved: no folders, no control or direction-changing characters, nothing that quotes or
 * breaks a header, and the ending of what the file really is.
 */
export function cleanFileName(given: string, extension: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const safe = base
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}"*:<>?|;]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const stem = extension ? safe.replace(/\.[A-Za-z0-9]{1,5}$/, '') : safe;
  const name = [...(stem || 'file')].slice(0, LONGEST).join('');
  return extension ? `${name}.${extension}` : name;
}

/** The value of a Content-Disposition header: plain ASCII for old readers, the real name for the others. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The name in a Content-Disposition header a client sent, if it can be read. */
export function fileNameOf(header: string): string {
  const encoded = /filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (encoded) return decodeSafely(encoded);
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header);
  // Node reads headers as Latin-1; clients write UTF-8.
  return Buffer.from(plain?.[1] ?? plain?.[2] ?? '', 'latin1').toString('utf8');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
