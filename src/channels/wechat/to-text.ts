import type { ActivityRow } from '#storage/schema.ts';

interface Action {
  type?: string;
  title?: string;
  value?: unknown;
}

interface Card {
  title?: string;
  subtitle?: string;
  text?: string;
  buttons?: Action[];
}

/** The parts of a logged activity that words are made of. */
interface Body {
  suggestedActions?: { actions?: Action[] };
  attachments?: { contentType?: string; content?: Card; contentUrl?: string; name?: string }[];
}

/**
 * A message as WeChat can show it: plain words, links as `<a href>`, choices as a numbered list that can be answered with the
 * number. Photos are no words.
 */
export function toText(said: Pick<ActivityRow, 'text' | 'body' | 'role'>): string {
  const { suggestedActions, attachments = [] } = JSON.parse(said.body) as Body;
  const words = said.role === 'desk' ? flatten(said.text ?? '') : plain(said.text ?? '');
  const cards = attachments.map(({ content }) => content && cardText(content));
  const actions = [
    ...(suggestedActions?.actions ?? []),
    ...attachments.flatMap(({ content }) => content?.buttons ?? []),
  ];
  return [words, ...cards, numbered(actions)].filter(Boolean).join('\n');
}

function cardText({ title, subtitle, text }: Card): string {
  return [title, subtitle, text]
    .filter((one) => typeof one === 'string' && one !== '')
    .map((one) => plain(one as string))
    .join('\n');
}

/** Actions that open a page are links; the others are numbered from 1. */
function numbered(actions: Action[]): string {
  let number = 0;
  const lines = actions.map(({ type, title, value }) => {
    if (type === 'openUrl' && typeof value === 'string') return link(title ?? value, value);
    number += 1;
    return `${number}. ${plain(title ?? String(value ?? ''))}`;
  });
  return lines.join('\n');
}

/** Markdown of the desk's own sentences: links and bold print. */
function flatten(text: string): string {
  let flat = '';
  let at = 0;
  for (const found of text.matchAll(/\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,2000})\)/g)) {
    flat += plain(text.slice(at, found.index)) + link(found[1] ?? '', found[2] ?? '');
    at = found.index + found[0].length;
  }
  return (flat + plain(text.slice(at))).replace(/\*\*([^*\n]+)\*\*/g, '$1');
}

/** WeChat takes `<` for the beginning of a link; the wide form of the character is none. */
function plain(text: string): string {
  return text.replaceAll('<', '\uff1c');
}

function link(title: string, url: string): string {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return plain(title);
  return `<a href="${parsed.href.replaceAll('"', '%22').replaceAll('<', '%3C')}">${plain(title)}</a>`;
}
