import { createElement, type Element } from './element.ts';
import { fill, type Words } from './words.ts';

/** A filed case beside a message, `channelData.lobby.ticket`. `progress` in words; it stands at entry `at`, the last when left out. */
export interface TicketCard {
  number: string;
  title: string;
  lines: string[];
  progress: string[];
  at: number;
}

/** Reads a card out of channel data; undefined where it is not one. The message's own text says the same. */
export function readTicketCard(value: unknown): TicketCard | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { number, title, lines, progress, at } = value as Record<string, unknown>;
  if (typeof number !== 'string' || typeof title !== 'string') return undefined;
  const steps = texts(progress);
  return { number, title, lines: texts(lines), progress: steps, at: typeof at === 'number' ? at : steps.length - 1 };
}

/** The card as a React element: number and title, the facts, how far it has come. */
export function renderTicketCard(card: TicketCard, words: Words): Element {
  const steps = card.progress.map((step, at) =>
    createElement('li', { key: at, ...(at === card.at && { 'aria-current': 'step' }) }, step),
  );
  return createElement(
    'section',
    { key: 'ticket', className: 'ticket', 'aria-label': fill(words.ticket, { number: card.number }) },
    createElement('p', { className: 'ticket-title' }, createElement('b', {}, card.title), ' ', card.number),
    ...card.lines.map((line, at) => createElement('p', { key: `line-${at}` }, line)),
    steps.length > 0 && createElement('ol', { 'aria-label': words.progress }, ...steps),
  );
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
