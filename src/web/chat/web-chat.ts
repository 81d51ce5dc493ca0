import type { StyleOptions } from 'botframework-webchat';
import type { Element } from './element.ts';
import type { Locale } from './words.ts';

/** An activity as far as the page looks into it; all of it comes from the server and may be missing. */
export interface ChatActivity {
  type: string;
  id?: string;
  text?: string;
  name?: string;
  value?: unknown;
  from?: { id?: string; name?: string; role?: string };
  attachments?: unknown[];
  suggestedActions?: { actions?: unknown[] };
  replyToId?: string;
  timestamp?: string;
  channelData?: { lobby?: { role?: string; ticket?: unknown }; 'webchat:sequence-id'?: number };
}

/** The three calls an observable gets; DirectLineJS and Web Chat agree on no more than this. */
export interface Observer<T> {
  next?: (value: T) => void;
  error?: (error: unknown) => void;
  complete?: () => void;
}

/** What can be subscribed to. */
export interface Observable<T> {
  subscribe(observer: Observer<T>): { unsubscribe(): void };
}

/** What Web Chat asks of a connection. `token` is read for the user id in it. Status: 0 new, 1 connecting, 2 online. */
export interface Line {
  readonly token: string;
  readonly activity$: Observable<ChatActivity>;
  readonly connectionStatus$: Observable<number>;
  postActivity(activity: ChatActivity): Observable<string>;
  end(): void;
}

/** A call of DirectLineJS to the desk; `do` looks on without changing anything. */
export type Ajax = (request: { method?: string }) => { do(next: () => void, error: () => void): ReturnType<Ajax> };

/**
 * DirectLineJS as it runs, the private parts included that the page has to reach: it tells nobody that its socket is
 * gone, gives every upload twenty seconds, keeps to itself how far it has read, and takes frames apart.
 */
export interface DirectLineJs extends Line {
  services: { WebSocket: typeof WebSocket; ajax: Ajax };
  timeout: number;
  watermark: string;
  conversationId?: string;
  observableFromActivityGroup(frame: { activities: ChatActivity[]; watermark?: string }): ChatActivity[];
}

/** The options of DirectLineJS that the page uses. */
export interface DirectLineOptions {
  domain: string;
  token: string;
  webSocket: boolean;
  conversationId?: string;
  watermark?: string;
  conversationStartProperties: { locale: Locale };
}

/** Web Chat's state, as far as the page reads it. */
export interface Store {
  dispatch(action: { type: string; payload?: unknown }): void;
  subscribe(listener: () => void): () => void;
  getState(): { sendBoxValue: string };
}

/** What a render function of Web Chat is told besides the activity. */
export interface ActivityOptions {
  showCallout?: boolean;
}

type RenderActivity = (renderAttachment: unknown, options?: ActivityOptions) => Element;
type ActivityCard = { activity: ChatActivity };

/** Changes how an activity looks; `false` hides it. */
export type ActivityMiddleware = () => (
  next: (card: ActivityCard, ...more: unknown[]) => RenderActivity | false,
) => (card: ActivityCard, ...more: unknown[]) => RenderActivity | false;

type AttachmentCard = { attachment: { contentType?: string; content?: unknown } };

/** Changes how a text or a file looks. */
export type AttachmentMiddleware = () => (
  next: (card: AttachmentCard, ...more: unknown[]) => Element | false,
) => (card: AttachmentCard, ...more: unknown[]) => Element | false;

type Grouping = { sender: ChatActivity[][]; status: ChatActivity[][] };

/** Decides which activities stand together under one name. */
export type GroupActivitiesMiddleware = () => (
  next: (options: { activities: ChatActivity[] }) => Grouping,
) => (options: { activities: ChatActivity[] }) => Grouping;

/** Puts a component in the place of the send box; `next` gives the one it stands for. */
export type SendBoxMiddleware = () => (next: (request: unknown) => unknown) => (request: unknown) => unknown;

/** What is rendered; called again with other values, Web Chat changes in place. */
export interface WebChatProps {
  directLine: Line;
  store: Store;
  locale: string;
  nonce: string;
  styleOptions: StyleOptions;
  overrideLocalizedStrings: Record<string, string>;
  renderMarkdown: (text: string) => string;
  activityMiddleware: ActivityMiddleware;
  attachmentMiddleware: AttachmentMiddleware;
  groupActivitiesMiddleware: GroupActivitiesMiddleware;
  sendBoxMiddleware: SendBoxMiddleware[];
  role: 'region';
}

/** `window.WebChat`, put there by the minimal bundle. */
export interface WebChat {
  createDirectLine(options: DirectLineOptions): DirectLineJs;
  createStore(initial: { sendBoxValue?: string }): Store;
  renderWebChat(props: WebChatProps, room: HTMLElement): void;
}

/** Resolves once the deferred bundle has run; never, when it cannot be loaded: the phones still stand on the page. */
export async function webChatLoaded(page: Window & { WebChat?: WebChat }): Promise<WebChat> {
  if (page.WebChat) return page.WebChat;
  // Deferred scripts run before this event, in whatever order ours came.
  await new Promise((resolve) => page.document.addEventListener('DOMContentLoaded', resolve, { once: true }));
  if (!page.WebChat) throw new Error('Web Chat could not be loaded.');
  return page.WebChat;
}
