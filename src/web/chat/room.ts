import type { Banner } from './banner.ts';
import type { Boot, ChatSession } from './boot.ts';
import { type BurstStore, drawBurstsOnce } from './bursts.ts';
import { hideDefinitions } from './definitions.ts';
import type { DeliveryNews } from './deliver.ts';
import { keepDraft, readDraft } from './draft.ts';
import { createEarlier, type Earlier, fetchEarlier } from './earlier.ts';
import { overrideStrings, styleOptions } from './look.ts';
import { renderMarkdown } from './markdown.ts';
import type { Opening } from './opening.ts';
import type { QuickTopics } from './quick-topics.ts';
import { createReceipts } from './receipts.ts';
import { fetchSession } from './session.ts';
import { createActivityMiddleware, groupActivitiesMiddleware } from './speakers.ts';
import { SteadyLine } from './steady-line.ts';
import type { ChatActivity, WebChat } from './web-chat.ts';
import { wordsOf } from './words.ts';

/** What the conversation is made of. `boot.locale` may change later: it is read each time. */
export interface RoomParts {
  boot: Boot;
  session: ChatSession;
  webChat: WebChat;
  banner: Banner;
  topics: QuickTopics;
  /** How what was said before comes back. */
  opening: Opening;
}

/** Opens the conversation in Web Chat, in `place`. The answer says it in another language, to the eye and to the desk. */
export function openRoom(parts: RoomParts, place: HTMLElement): { changeLanguage(): void } {
  const { boot, webChat } = parts;
  const store = drawBurstsOnce(webChat.createStore({ sendBoxValue: readDraft() }));
  keepDraft(store);
  const { line, earlier } = openLine(parts, store, place);
  // What changes between two renderings is remade by Web Chat, typed text and all: these stay the same.
  const fixed = {
    directLine: line,
    store,
    nonce: boot.nonce,
    role: 'region' as const,
    styleOptions: styleOptions(),
    renderMarkdown,
    activityMiddleware: createActivityMiddleware(() => wordsOf(boot.locale)),
    attachmentMiddleware: hideDefinitions,
    groupActivitiesMiddleware,
    sendBoxMiddleware: [parts.topics.middleware],
  };
  const draw = () => {
    const overrideLocalizedStrings = overrideStrings(wordsOf(boot.locale));
    webChat.renderWebChat({ ...fixed, locale: boot.locale, overrideLocalizedStrings }, place);
  };
  draw();
  parts.opening.begin(place);
  return {
    changeLanguage: () => {
      store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'lobby.locale', value: boot.locale } });
      earlier.redraw();
      draw();
    },
  };
}

/** The line to the desk, and the button that reaches back to what it does not bring by itself. */
function openLine(parts: RoomParts, store: BurstStore, place: HTMLElement): { line: SteadyLine; earlier: Earlier } {
  const { boot, session, webChat, banner, topics } = parts;
  const domain = new URL(boot.directLinePath, location.href).href;
  const receipts = createReceipts((activity) => line.postActivity(activity));
  const hear = (activity: ChatActivity) => {
    banner.hear(activity);
    topics.hear(activity);
  };
  const line: SteadyLine = new SteadyLine({
    session,
    create: (options) =>
      webChat.createDirectLine({ domain, conversationStartProperties: { locale: boot.locale }, ...options }),
    renew: () => fetchSession(boot.estateId, boot.locale),
    onState: (state) => {
      banner.line(state);
      if (state === 'up') topics.ready(store);
    },
    onActivity: (activity) => {
      store.burst();
      parts.opening.heard();
      hear(activity);
      receipts.hear(activity);
    },
    onBeginning: (watermark) => earlier.begin(watermark),
    onRestarted: banner.restarted,
    delivery: deliveryNews(banner),
  });
  const earlier = createEarlier(place, {
    words: () => wordsOf(boot.locale),
    fetch: (before) => fetchEarlier(domain, line.grant, before),
    show: (activities) => {
      store.burst();
      line.show(activities);
    },
  });
  earlier.begin(session.newest?.watermark);
  hear({ type: 'event', name: 'lobby.notice', value: session.newest?.notice });
  for (const sign of ['online', 'focus', 'pageshow']) window.addEventListener(sign, () => line.wake());
  return { line, earlier };
}

const deliveryNews = (banner: Banner): DeliveryNews => ({
  onTrouble: () => banner.send('trouble'),
  onDelivered: () => banner.send(undefined),
  onUndelivered: (what) => banner.send(what === 'file' ? 'fileRefused' : 'unsent'),
});
