import { join } from 'node:path';
import type { ClerkHelp } from '#console/chats/clerk-help.ts';
import { createSpeech } from '#dialogs/speech.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { systemClock } from '#records/clock.ts';
import { createUnderstanding } from '#understanding/understanding.ts';
import { createClerkHelp } from '../../src/clerk-help.ts';
import { ROOT } from '../../src/root.ts';

/** The shipped handbook with the help that a running desk lends to clerks. */
export async function openHelp(clock = systemClock): Promise<{ handbook: Handbook; help: ClerkHelp }> {
  const handbook = await openHandbook({ dir: join(ROOT, 'data'), watch: false });
  const { faultWords, emergency, knowledge } = handbook.common();
  const dir = join(ROOT, 'data', 'common');
  const recognizer = createUnderstanding({ dir, faultWords, emergency, knowledge: { common: knowledge.entries } });
  await recognizer.ready;
  const help = createClerkHelp({ handbook, recognizer, speech: createSpeech(join(ROOT, 'locales')), clock });
  return { handbook, help };
}
