import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { deserialize } from 'node:v8';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { readConfig } from '#src/config.ts';
import { startLobby } from '#src/lobby.ts';
import { createLog } from '#src/log.ts';
import { createDetector } from '#understanding/emergency/detect.ts';
import { extract } from '#understanding/entities/extract.ts';
import { lexicons } from '#understanding/entities/words.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import { understand } from '#understanding/understand.ts';

/**
 * The whole lobby for tests that start it a hundred times: it is loaded beforehand and opens on the message `open`, builds no
 * pages, and reads its fitted model from the file MODEL. On `processor` it tells the processor time it took (milliseconds), on
 * anything else it ends. A message with the words of KILLER_WORDS ends it on the spot.
 */
process.once('message', async () => {
  const config = readConfig(process.env);
  const handbook = await openHandbook({ dir: config.handbookDir, watch: false });
  const lobby = await startLobby(config, createLog(config.logLevel), { handbook, recognizer: recognizerOf(handbook) });
  process.on('message', async (wish) => {
    if (wish === 'processor') {
      const { user, system } = process.cpuUsage();
      process.send?.({ processor: (user + system) / 1000 });
      return;
    }
    await lobby.stop();
    process.exit(0);
  });
  process.send?.({ port: lobby.port });
});

// Those who are killed never get to keep what they compiled.
flushCompileCache();

function recognizerOf(handbook: Handbook): Recognizer {
  const { MODEL = '', KILLER_WORDS } = process.env;
  const model = deserialize(readFileSync(MODEL));
  const { faultWords, emergency } = handbook.common();
  const detect = createDetector(emergency);
  const lexicon = lexicons(faultWords);
  return {
    name: 'local',
    recognize(text, context) {
      if (KILLER_WORDS && text.includes(KILLER_WORDS)) process.kill(process.pid, 'SIGKILL');
      return understand(text, context, { model, detect, extract: (part) => extract(part, context, lexicon) });
    },
  };
}
