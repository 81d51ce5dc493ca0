import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DirectLineError, directLineError } from './errors.ts';

/** A real HTTP answer to an upgrade that is not granted: a socket closed without a word looks like a broken network. */
export function refuseUpgrade(socket: Duplex, error: DirectLineError): void {
  const body = JSON.stringify(directLineError(error.code, error.message));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
