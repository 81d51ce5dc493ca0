import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endProcess } from './desk-process.ts';

/** A lobby that is open. */
export interface ShortLife {
  readonly url: string;
  output(): string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** The clean end. */
  stop(): Promise<void>;
  /** Resolves when it has ended, by whatever. */
  readonly gone: Promise<unknown>;
}

/** Lobbies one after the other. `close` ends the one that waits, and the one that was opened last. */
export interface Lobbies {
  next(): Promise<ShortLife>;
  close(): Promise<void>;
}

/** Lobbies on the same settings: while one is open, the next is loaded already and waits. */
export function lineOfLobbies(settings: Record<string, string>): Lobbies {
  let waiting = load(settings);
  let opened: Loaded | undefined;
  return {
    async next() {
      opened = waiting;
      waiting = load(settings);
      return open(opened);
    },
    async close() {
      await endProcess(waiting.child, 'SIGKILL');
      if (opened) await endProcess(opened.child, 'SIGKILL');
    },
  };
}

interface Loaded {
  child: ChildProcess;
  output(): string;
}

function load(settings: Record<string, string>): Loaded {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, HOST: '127.0.0.1', PORT: '0', ...settings };
  const child = fork(join(import.meta.dirname, 'lobby-in-child.ts'), { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  }
  return { child, output: () => printed };
}

async function open({ child, output }: Loaded): Promise<ShortLife> {
  const gone = once(child, 'close');
  const answered = once(child, 'message');
  child.send('open');
  const [answer] = await Promise.race([
    answered,
    gone.then(() => {
      throw new Error(`The lobby did not open:\n${output()}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${(answer as { port: number }).port}`,
    output,
    gone,
    kill: async () => void (await endProcess(child, 'SIGKILL')),
    async stop() {
      child.send('stop');
      await gone;
    },
  };
}
