import { readConfig } from './config.ts';
import { explain } from './explain.ts';
import { startLobby } from './lobby.ts';
import { createLog } from './log.ts';

/** The program: reads the settings, starts the desk, and ends it when told to. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const lobby = await startLobby(config, log);
  for (const line of lobby.welcome) console.log(line);
  let ending = false;
  const end = (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    log.info('stopping', { signal });
    lobby.stop().then(
      () => process.exit(0),
      (error) => {
        log.error('stop-failed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => end('SIGINT'));
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('unhandledRejection', (error) => log.error('unhandled-rejection', error));
}

main().catch((error) => {
  for (const line of explain(error)) console.error(line);
  process.exit(1);
});
