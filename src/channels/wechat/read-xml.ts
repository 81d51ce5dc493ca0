import { SaxesParser } from 'saxes';

const DEEPEST = 8;
const MOST_NODES = 500;

/** The fields of a flat document by name; those inside others by path: `ScanCodeInfo/ScanType`. Values are text. */
export type Fields = ReadonlyMap<string, string>;

/** What was sent is not XML of the platform's kind. */
export class BadXml extends Error {}

/**
 * Reads one `<xml>` document of the platform, strictly: no DOCTYPE, no attributes, limits on depth and number. Lists (`item`,
 * `List`) keep their first entry; any other field given twice is refused.
 * @throws BadXml
 */
export function readXml(text: string): Fields {
  const fields = new Map<string, string>();
  const open: { name: string; leaf: boolean }[] = [];
  let words = '';
  let nodes = 0;
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    nodes += 1;
    const parent = open.at(-1);
    if (parent) parent.leaf = false;
    const allowed = parent !== undefined || name === 'xml';
    if (!allowed || open.length >= DEEPEST || nodes > MOST_NODES || Object.keys(attributes).length > 0) refuse();
    open.push({ name, leaf: true });
    words = '';
  });
  const hear = (part: string) => {
    words += part;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', () => {
    const path = open.slice(1).map(({ name }) => name);
    if (open.pop()?.leaf && path.length > 0) keep(fields, path.join('/'), words);
    words = '';
  });
  try {
    parser.write(text).close();
  } catch {
    refuse();
  }
  return fields;
}

function keep(fields: Map<string, string>, name: string, words: string): void {
  if (!fields.has(name)) fields.set(name, words);
  else if (!/(^|\/)(item|List)\//.test(name)) refuse();
}

function refuse(): never {
  throw new BadXml('Not a message of the platform.');
}
