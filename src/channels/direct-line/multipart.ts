import { badArgument } from './errors.ts';

const CRLF = '\r\n';
const HEADERS_END = CRLF + CRLF;
const LONGEST_HEADERS = 8192;
const MOST_PARTS = 50;

/** One part of a multipart body. Headers are as they were on the wire (Latin-1), names in lower case. */
export interface Part {
  headers: Record<string, string>;
  bytes: Buffer;
}

/**
 * The parts of a `multipart/form-data` body, without copying them. The platform's own `Response.formData()` would do
 * but for two things: it refuses boundaries under 27 characters, and forgets the type of a part without a file name,
 * by which Direct Line tells the activity.
 */
export function splitMultipart(body: Buffer, contentType: string): Part[] {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`;
  let from = body.indexOf(mark, 0, 'latin1') + mark.length;
  if (mark === '--' || from < mark.length) throw unreadable();
  const parts: Part[] = [];
  while (body.toString('latin1', from, from + 2) !== '--') {
    const to = body.indexOf(CRLF + mark, from, 'latin1');
    if (to < 0 || parts.length >= MOST_PARTS) throw unreadable();
    parts.push(readPart(body.subarray(from, to)));
    from = to + CRLF.length + mark.length;
  }
  return parts;
}

/** Begins with the end of the line of the boundary, which may have been padded. */
function readPart(part: Buffer): Part {
  const end = part.indexOf(HEADERS_END);
  if (end < 0 || end > LONGEST_HEADERS) throw unreadable();
  const headers: Record<string, string> = {};
  for (const line of part.toString('latin1', 0, end).split(CRLF)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, bytes: part.subarray(end + HEADERS_END.length) };
}

const unreadable = () => badArgument('The multipart body cannot be read.');
