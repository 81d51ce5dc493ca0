import { once } from 'node:events';
import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';

/** A socket that writes down all it hears. `refused` has the HTTP status where no socket was granted. */
export interface Listener {
  socket: WebSocket;
  frames: string[];
  /** Everything heard so far, frame by frame. */
  heard(): Activity[];
  texts(): string[];
  watermarks(): string[];
  /** Resolves as soon as the condition holds. */
  until(condition: () => boolean): Promise<void>;
  closed: Promise<number>;
}

export function listen(streamUrl: string, headers: Record<string, string> = {}): Listener {
  const socket = new WebSocket(streamUrl, { headers });
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(data.toString()));
  const sets = () => frames.filter(Boolean).map((frame) => JSON.parse(frame));
  const heard = (): Activity[] => sets().flatMap(({ activities }) => activities);
  const until = async (condition: () => boolean) => {
    while (!condition()) await once(socket, 'message');
  };
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const texts = () => heard().map(({ text }) => text);
  return { socket, frames, heard, texts, watermarks: () => sets().map(({ watermark }) => watermark), until, closed };
}

/** The HTTP status and Direct Line code with which the server refuses a socket; 101 where it does not. */
export function knock(
  streamUrl: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; code?: string }> {
  const socket = new WebSocket(streamUrl, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      resolve({ status: 101 });
    });
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, code: JSON.parse(body).error.code }));
    });
    socket.on('error', reject);
  });
}
