import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** The children of an element by name. A name that occurs more than once has a list. */
export interface Fields {
  [name: string]: string | Fields | (string | Fields)[];
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, trimValues: false });
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Reads one `<xml>` element. Throws with the reason when the text is not exactly that. The parser is lenient, so this is not. */
export function readXml(text: string): Fields {
  if (text !== text.trim()) throw new Error('spaces around the XML');
  if (FORBIDDEN.test(text)) throw new Error('control characters');
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Error('a DOCTYPE');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not XML: ${valid.err.msg}`);
  const parsed: unknown = parser.parse(text);
  const root = (parsed as Fields).xml;
  if (root === undefined || Object.keys(parsed as Fields).length !== 1) throw new Error('the root is not <xml>');
  if (typeof root === 'string' || Array.isArray(root)) throw new Error('no single <xml> with fields');
  return withoutSpace(root);
}

/** Line breaks between elements come as text beside them. */
function withoutSpace(fields: Fields): Fields {
  const { '#text': _, ...rest } = fields;
  const clean = (value: string | Fields) => (typeof value === 'string' ? value : withoutSpace(value));
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? value.map(clean) : clean(value)]),
  );
}

/** The text of a field, '' when it is absent. Throws when it is there twice or has children. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value !== 'string') throw new Error(`<${name}> is not one text`);
  return value;
}

/** The element called `name`, empty when it is absent. Throws when it is there twice or is text. */
export function elementOf(fields: Fields, name: string): Fields {
  const value = fields[name] ?? {};
  if (Array.isArray(value) || (typeof value === 'string' && value.trim() !== ''))
    throw new Error(`<${name}> is not one element`);
  return typeof value === 'string' ? {} : value;
}

/** All elements called `name`. */
export function elementsOf(fields: Fields, name: string): Fields[] {
  return [fields[name] ?? []].flat().filter((each) => typeof each !== 'string');
}

/** What a message may carry: numbers go without CDATA, as the platform writes them. */
export interface Message {
  [name: string]: string | number | bigint | Message | Message[];
}

/** The XML of a push, line breaks between the elements as on the wire. */
export function writeXml(message: Message): string {
  return `<xml>${writeFields(message)}</xml>`;
}

function writeFields(message: Message): string {
  return Object.entries(message)
    .flatMap(([name, value]) => [value].flat().map((each) => `<${name}>${writeValue(each)}</${name}>\n`))
    .join('');
}

function writeValue(value: string | number | bigint | Message): string {
  if (typeof value === 'object') return writeFields(value);
  return typeof value === 'string' ? `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : String(value);
}
