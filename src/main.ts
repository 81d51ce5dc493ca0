import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Lobby } from './lobby.ts';
import type { Log } from './log.ts';
import { ROOT } from './root.ts';

/** Longer than the slowest clean end; a turn that hangs must not keep the process for ever. Milliseconds. */
const LONGEST_END = 25_000;
/** So often (milliseconds) the desk looks whether npm still runs. */
const PARENT_EVERY = 500;

// Compiling the libraries is most of a start, so it is done once: they have to be loaded after this line.
enableCompileCache(join(ROOT, '.build', 'compiled'));
const { buildPages } = await import('#web/build.ts');
const { readConfig } = await import('./config.ts');
const { explain } = await import('./explain.ts');
const { startLobby } = await import('./lobby.ts');
const { createLog } = await import('./log.ts');

/** The program: reads the settings, starts the desk, and ends it when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  let lobby: Lobby | undefined;
  let ending = false;
  const end = (signal: string) => {
    // Before the desk is open there is nothing to finish; whoever asks twice does not want to wait.
    if (ending || !lobby) process.exit(ending ? 1 : 0);
    ending = true;
    log.info('stopping', { signal });
    endWith(lobby, log);
  };
  process.on('SIGINT', () => end('SIGINT'));
  process.on('SIGTERM', () => end('SIGTERM'));
  whenNpmEnds(() => {
    if (!ending) end('npm-ended');
  });
  process.on('unhandledRejection', (error) => log.error('unhandled-rejection', error));
  // One odd request must not close the desk for everybody: what is stored is whole after any error.
  // Node's own report would quote the error's message, and with it perhaps a resident.
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  await buildPages({});
  lobby = await startLobby(config, log);
  for (const line of lobby.welcome) console.log(line);
  flushCompileCache();
}

/**
 * `npm start` runs this behind a shell, and a SIGTERM to npm ends that shell without reaching us: the desk would stay behind,
 * its port taken. So it looks whether its parent is still the one it had.
 */
function whenNpmEnds(then: () => void): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, PARENT_EVERY);
  timer.unref();
}

function endWith(lobby: Lobby, log: Log): void {
  setTimeout(() => {
    log.error('stop-took-too-long', undefined);
    process.exit(1);
  }, LONGEST_END);
  lobby.stop().then(
    () => process.exit(0),
    (error) => {
      log.error('stop-failed', error);
      process.exit(1);
    },
  );
}

main().catch((error) => {
  for (const line of explain(error)) console.error(line);
  process.exit(1);
});
