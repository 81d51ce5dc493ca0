import { type Notice, noticeOf } from './notice.ts';
import { type Phone, telAddress } from './phone.ts';
import type { LineState } from './steady-line.ts';
import type { ChatActivity } from './web-chat.ts';
import { fill, type Words } from './words.ts';

/** A line that comes back this soon is not worth a word. */
const QUIET_MS = 1500;

type Send = 'trouble' | 'unsent' | 'fileRefused' | undefined;
type Shown = { text: string; tone: 'quiet' | 'warning' | 'failed' };

/** The strip under the header: what is wrong and whom to call, or who is coming. One thing at a time, worst first. */
export interface Banner {
  line(state: LineState): void;
  send(state: Send): void;
  restarted(): void;
  /** Looks for `lobby.notice` events: queue, staff, bot. */
  hear(activity: ChatActivity): void;
  redraw(): void;
}

/** Draws into `place`; words and phones are asked for each time, since the language may change. */
export function createBanner(place: HTMLElement, facts: { words: () => Words; phones: () => Phone[] }): Banner {
  let down = false;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let send: Send;
  let restarted = false;
  let desk: Notice | undefined;

  const choose = (words: Words): Shown | undefined => {
    if (!navigator.onLine) return { text: words.offline, tone: 'warning' };
    if (send === 'unsent' || send === 'fileRefused') return { text: words[send], tone: 'failed' };
    if (send === 'trouble') return { text: words.trouble, tone: 'warning' };
    if (down) return { text: words.reconnecting, tone: 'warning' };
    if (restarted) return { text: words.restarted, tone: 'warning' };
    return desk && { text: deskNews(desk, words), tone: 'quiet' };
  };
  const redraw = () => draw(place, choose(facts.words()), facts);
  for (const change of ['online', 'offline']) window.addEventListener(change, redraw);

  return {
    line: (state) => {
      if (state === 'up') {
        clearTimeout(patience);
        patience = undefined;
        down = false;
        if (send === 'trouble') send = undefined;
      } else {
        patience ??= setTimeout(() => {
          down = true;
          redraw();
        }, QUIET_MS);
      }
      redraw();
    },
    send: (state) => {
      send = state;
      if (!state) restarted = false;
      redraw();
    },
    restarted: () => {
      restarted = true;
      redraw();
    },
    hear: (activity) => {
      const notice = noticeOf(activity);
      if (!notice) return;
      desk = notice.kind === 'bot' ? undefined : notice;
      redraw();
    },
    redraw,
  };
}

function deskNews({ kind, name, ahead = 0, minutes, away }: Notice, words: Words): string {
  if (kind === 'staff') return fill(words.staff, { name: name || words.someone });
  if (away) return away === 'closed' ? words.queueClosed : words.queueNobody;
  if (ahead > 0) return minutes ? fill(words.queueAhead, { ahead, minutes }) : fill(words.queueOnlyAhead, { ahead });
  return minutes ? fill(words.queueNext, { minutes }) : words.queue;
}

/** Text is only touched where it changes: it is read aloud each time. */
function draw(place: HTMLElement, shown: Shown | undefined, facts: { words: () => Words; phones: () => Phone[] }) {
  const [phone] = shown && shown.tone !== 'quiet' ? facts.phones() : [];
  const said = shown ? `${shown.text}${phone ? ` ${facts.words().urgent} ${phone.number}` : ''}` : '';
  if (place.dataset.said === said) return;
  place.dataset.said = said;
  place.className = shown?.tone ?? '';
  place.replaceChildren(shown?.text ?? '');
  if (!phone) return;
  const call = document.createElement('span');
  const link = document.createElement('a');
  link.href = telAddress(phone.number);
  link.textContent = phone.number;
  call.append(`${facts.words().urgent} `, link);
  place.append(' ', call);
}
