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
  const path: string[] = [];
  const leaf: boolean[] = [];
  let words = '';
  let nodes = 0;
  const refuse = () => {
    throw new BadXml('Not a message of the platform.');
  };
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    nodes += 1;
    if (path.length >= DEEPEST || nodes > MOST_NODES || Object.keys(attributes).length > 0) refuse();
    if (path.length === 0 && name !== 'xml') refuse();
    leaf.splice(path.length - 1, leaf.length, ...(path.length > 0 ? [false] : []), true);
    path.push(name);
    words = '';
  });
  const hear = (part: string) => {
    words += part;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', () => {
    const name = path.slice(1).join('/');
    const isLeaf = leaf[path.length - 1];
    if (isLeaf && name) keep(fields, name, words, refuse);
    path.pop();
    leaf.length = path.length;
    words = '';
  });
  try {
    parser.write(text).close();
  } catch {
    throw new BadXml('Not a message of the platform.');
  }
  return fields;
}

function keep(fields: Map<string, string>, name: string, words: string, refuse: () => void): void {
  if (!fields.has(name)) fields.set(name, words);
  else if (!/(^|\/)(item|List)\//.test(name)) refuse();
}
