import { createElement, type Element } from './element.ts';
import { noticeOf } from './notice.ts';
import type { ChatActivity, SendBoxMiddleware, Store } from './web-chat.ts';
import { fill, type Words } from './words.ts';

/** The row of buttons that stands above the send box while nothing is being dealt with. */
export interface QuickTopics {
  /** From now on a tap is sent; the one that came too early goes first. */
  ready(store: Store): void;
  /** Follows the conversation: gone once a matter is open or the desk offers choices of its own, back when it is done. */
  hear(activity: ChatActivity): void;
  /** Takes over the buttons of another shell: the same in the other language. */
  replace(shell: Document): void;
  /** Puts the row above Web Chat's send box. */
  middleware: SendBoxMiddleware;
}

/** Works on the row the server drew, so that the first tap counts before any script of Web Chat has come. */
export function createQuickTopics(row: HTMLElement, waiting: HTMLElement, words: () => Words): QuickTopics {
  let store: Store | undefined;
  let early: string | undefined;
  let withPerson = false;

  row.addEventListener('click', ({ target }) => {
    const button = (target as HTMLElement).closest('button');
    if (!button) return;
    const text = button.dataset.says ?? '';
    if (store) return send(store, text);
    early = text;
    for (const other of row.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
    waiting.textContent = fill(words().connectingTopic, { topic: button.textContent ?? '' });
  });

  return {
    ready: (connected) => {
      store = connected;
      if (early) send(connected, early);
      early = undefined;
    },
    hear: (activity) => {
      const notice = noticeOf(activity);
      if (notice) withPerson = notice.kind !== 'bot';
      if (withPerson || opensMatter(activity)) row.hidden = true;
      else if (closesMatter(activity)) row.hidden = false;
    },
    replace: (shell) => {
      const other = shell.getElementById(row.id);
      row.replaceChildren(...(other?.children ?? []));
      row.setAttribute('aria-label', other?.getAttribute('aria-label') ?? '');
    },
    middleware: () => (next) => (request) => {
      const SendBox = next(request);
      const adopt = (place: HTMLElement | null) => place?.append(row);
      return (props: Record<string, unknown>): Element =>
        createElement(
          'div',
          {},
          createElement('div', { key: 'topics', ref: adopt }),
          createElement(SendBox, { ...props, key: 'box' }),
        );
    },
  };
}

/** The resident said something, or the desk offers choices of its own. */
const opensMatter = ({ type, from, suggestedActions, channelData }: ChatActivity) =>
  type === 'message' &&
  !channelData?.lobby?.ticket &&
  (from?.role === 'user' || (suggestedActions?.actions?.length ?? 0) > 0);

const closesMatter = ({ type, channelData }: ChatActivity) =>
  type === 'endOfConversation' || channelData?.lobby?.ticket !== undefined;

function send(store: Store, text: string): void {
  store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });
}
