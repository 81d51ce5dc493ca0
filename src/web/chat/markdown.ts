import { withoutMarks } from './definitions.ts';
import { escapeHtml } from './escape-html.ts';
import { telAddress } from './phone.ts';

const LINK =
  /\[([^\]\n]{1,200})\]\(((?:https?:\/\/|tel:)[^\s()<>"']{1,500})\)|(https?:\/\/[^\s<>"'()，。；！？、）]+)/g;
const BOLD = /\*\*(?=\S)([^*\n]+?)\*\*/g;
const BULLET = /^\s{0,3}[-*•]\s+/;
const NUMBER = /^\s{0,3}(\d{1,3})[.、)]\s+/;

/**
 * The little Markdown the desk speaks, as HTML that is safe to insert: bold, lists, line breaks, links to http, https
 * and tel. All other text comes out as text, HTML included. Web Chat's minimal bundle has none of its own.
 */
export function renderMarkdown(text: string): string {
  return groupLines(withoutMarks(text).replace(/\r\n?/g, '\n').split('\n')).map(renderBlock).join('');
}

type Block = { kind: 'ul' | 'ol' | 'p'; start: number; lines: string[] };

/** Neighbouring lines of one kind stand together; an empty line parts. */
function groupLines(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of lines) {
    const next = toBlock(line);
    if (!next) open = undefined;
    else if (open?.kind === next.kind) open.lines.push(...next.lines);
    else {
      open = next;
      blocks.push(next);
    }
  }
  return blocks;
}

function toBlock(line: string): Block | undefined {
  if (line.trim() === '') return undefined;
  const number = NUMBER.exec(line);
  if (number) return { kind: 'ol', start: Number(number[1]), lines: [line.slice(number[0].length)] };
  if (BULLET.test(line)) return { kind: 'ul', start: 1, lines: [line.replace(BULLET, '')] };
  return { kind: 'p', start: 1, lines: [line] };
}

function renderBlock({ kind, start, lines }: Block): string {
  if (kind === 'p') return `<p>${lines.map(renderInline).join('<br>')}</p>`;
  const rows = lines.map((line) => `<li>${renderInline(line)}</li>`).join('');
  return kind === 'ol' ? `<ol start="${start}">${rows}</ol>` : `<ul>${rows}</ul>`;
}

/** Links are cut out first, so that nothing inside an address is read as bold. */
function renderInline(line: string): string {
  let html = '';
  let end = 0;
  for (const match of line.matchAll(LINK)) {
    const [whole, label, address, bare] = match;
    html += renderText(line.slice(end, match.index)) + renderLink(address ?? bare ?? '', label ?? bare ?? '');
    end = match.index + whole.length;
  }
  return html + renderText(line.slice(end));
}

const renderText = (text: string) => escapeHtml(text).replace(BOLD, '<strong>$1</strong>');

function renderLink(address: string, label: string): string {
  const isPhone = address.startsWith('tel:');
  const href = isPhone ? telAddress(address.slice('tel:'.length)) : safeAddress(address);
  if (!href) return renderText(label);
  const window = isPhone ? '' : ' target="_blank" rel="noopener noreferrer"';
  return `<a href="${escapeHtml(href)}"${window}>${renderText(label)}</a>`;
}

function safeAddress(address: string): string {
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? href : '';
  } catch {
    return '';
  }
}
