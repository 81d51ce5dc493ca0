import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';
import { present, toClient, type View } from './send.ts';
import type { Service } from './service.ts';
import { toWatermark } from './watermark.ts';

const MOST_UNSENT_BYTES = 4 * 1024 * 1024;
const INTERNAL_ERROR = 1011;

/** One open socket: what was said after `after` first, then everything as it comes, in the order of the log. */
export function runStream(service: Service, socket: WebSocket, start: View & { after: number }): void {
  const stream = new Stream(service, socket, start);
  const unwatch = service.log.watch(start.conversationId, (ephemeral) => stream.wake(ephemeral));
  socket.once('close', unwatch);
  stream.wake();
}

class Stream {
  readonly #service: Service;
  readonly #socket: WebSocket;
  readonly #view: View;
  readonly #ephemeral: Activity[] = [];
  #after: number;
  #changed = false;
  #running = false;

  constructor(service: Service, socket: WebSocket, { after, ...view }: View & { after: number }) {
    this.#service = service;
    this.#socket = socket;
    this.#view = view;
    this.#after = after;
  }

  /** Something may be new. Reads the log one pass at a time, so that order holds however often it is called. */
  wake(ephemeral?: Activity): void {
    if (ephemeral?.from?.role === 'user') return;
    if (ephemeral) this.#ephemeral.push(ephemeral);
    this.#changed = true;
    if (this.#running) return;
    this.#run().catch((error) => {
      this.#service.onError('stream_failed', error);
      this.#socket.close(INTERNAL_ERROR);
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#changed && this.#socket.readyState === WebSocket.OPEN) {
        this.#changed = false;
        while (await this.#sendPage());
        // After the log, so that "typing" never overtakes the message before it.
        for (const activity of this.#ephemeral.splice(0)) {
          this.#send([await present(this.#service, this.#view, activity)]);
        }
      }
    } finally {
      this.#running = false;
    }
  }

  /** Whether there may be more: seq is dense, so a short page is the last one. */
  async #sendPage(): Promise<boolean> {
    const { log, limits } = this.#service;
    const after = this.#after;
    const { conversationId } = this.#view;
    const { activities, next } = await log.read({ conversationId, after, limit: limits.page });
    const shown = await toClient(this.#service, this.#view, activities);
    this.#after = Math.max(after, next);
    this.#send(shown);
    return next - after >= limits.page;
  }

  #send(activities: Partial<Activity>[]): void {
    if (activities.length === 0 || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(JSON.stringify({ activities, watermark: toWatermark(this.#after) }));
    // Someone who does not read comes back with a watermark later; meanwhile our memory is not their mailbox.
    if (this.#socket.bufferedAmount > MOST_UNSENT_BYTES) this.#socket.terminate();
  }
}
