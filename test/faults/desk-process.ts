import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '#src/root.ts';

/** The whole program in a process of its own, with all it has printed. */
export interface DeskProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything printed so far, on both outputs. */
  output(): string;
  /** Sends a signal and waits for the end. Answers the exit code; null when the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

type Settings = Record<string, string>;

/** Starts `src/main.ts` (or another file) with these settings only, on a free port; resolves when it serves. */
export async function startDesk(settings: Settings, entry = 'src/main.ts'): Promise<DeskProcess> {
  const { child, output } = run(settings, entry);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /http:\/\/localhost:(\d+)\/\n/.exec(output());
      if (found?.[1]) resolve(found[1]);
    });
    child.once('exit', () => reject(new Error(`The desk did not start:\n${output()}`)));
  });
  return { url: `http://127.0.0.1:${port}`, child, output, end: (signal) => endProcess(child, signal) };
}

/** Starts the program where it is expected to refuse. Answers its exit code and what it said. */
export async function refusedStart(settings: Settings): Promise<{ code: number | null; words: string }> {
  const { child, output } = run(settings, 'src/main.ts');
  const [code] = await once(child, 'close');
  return { code, words: output() };
}

/** Sends a signal and waits until the process is gone and its last words are read. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'close');
  child.kill(signal);
  const [code] = await closed;
  return code;
}

function run(settings: Settings, entry: string): { child: ChildProcess; output(): string } {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, HOST: '127.0.0.1', PORT: '0', QUIET_MS: '0', ...settings };
  const child = spawn(process.execPath, [join(ROOT, entry)], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  }
  return { child, output: () => printed };
}
