import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can go silent: nothing is lost, nothing is refused, nothing comes. */
export interface SilentLine {
  /** The server's address over this line. */
  url: string;
  silence(): void;
  /** What was held back arrives. */
  speak(): void;
  close(): Promise<void>;
}

/** Lays a line to a PostgreSQL server. */
export async function layLine(url: string): Promise<SilentLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      if (silent) one.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = new URL(url);
  own.port = String(typeof address === 'object' && address ? address.port : 0);
  return {
    url: own.href,
    silence() {
      silent = true;
      for (const one of sockets) one.pause();
    },
    speak() {
      silent = false;
      for (const one of sockets) one.resume();
    },
    async close() {
      for (const one of sockets) one.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
