import type { Ajax } from './web-chat.ts';

/** What a watched socket tells. */
export interface SocketNews {
  opened(): void;
  /** Any frame, the keep-alive included. */
  heard(): void;
  closed(): void;
}

/** A WebSocket class that reports to us: DirectLineJS keeps its socket to itself and goes on saying "online". */
export function watchedSocket(news: SocketNews): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('open', news.opened);
      this.addEventListener('message', news.heard);
      this.addEventListener('close', news.closed);
    }
  };
}

/** DirectLineJS's calls, reported: its polling stops without a word at the first that fails. */
export function watchedAjax(ajax: Ajax, news: { heard(): void; failed(): void }): Ajax {
  return (request) => ajax(request).do(news.heard, () => request.method === 'GET' && news.failed());
}
