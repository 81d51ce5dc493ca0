import type { RecognizeContext, Recognizer, Understood } from '#understanding/recognizer.ts';
import { connect, type RemoteSettings } from '#understanding/remote/connect.ts';
import { createRemoteRecognizer, type RemoteWhen } from '#understanding/remote/remote-recognizer.ts';
import type { Timer } from '#understanding/remote/timer.ts';
import { createUnderstanding, type Understanding } from '#understanding/understanding.ts';
import { DATA, emergencyRules, faultWords, monday } from '../desk.ts';
import { APP_ID, KEY, type Standin } from './standin.ts';

let fitted: Promise<Understanding> | undefined;

/** The desk's own recognizer on the shipped sentences, fitted once. */
export function ownReader(): Promise<Understanding> {
  fitted ??= (async () => {
    const own = createUnderstanding({ dir: DATA, faultWords, emergency: emergencyRules });
    await own.ready;
    return own;
  })();
  return fitted;
}

export const SERVICES = ['luis', 'clu'] as const;

/** The settings that lead to a stand-in (or to any other address). */
export function settingsFor(service: 'luis' | 'clu', endpoint: string, when: RemoteWhen = 'first'): RemoteSettings {
  return service === 'luis'
    ? { service, when, endpoint, key: KEY, appId: APP_ID, slot: 'production' }
    : { service, when, endpoint, key: KEY, project: 'estate', deployment: 'live' };
}

/** A reader under test and the lines it logged. */
export interface Reader extends Recognizer {
  read(text: string, context?: Partial<RecognizeContext>): Promise<Understood>;
  readonly lines: { level: 'info' | 'warn'; code: string; facts: Record<string, string | number> }[];
}

/** The desk's own recognizer with a service as second reader. */
export async function secondReader(settings: RemoteSettings, timer?: Timer): Promise<Reader> {
  const lines: Reader['lines'] = [];
  const local = await ownReader();
  const recognizer = createRemoteRecognizer({
    local,
    service: connect(settings),
    when: settings.when,
    words: () => faultWords,
    log: {
      info: (code, facts) => void lines.push({ level: 'info', code, facts }),
      warn: (code, facts) => void lines.push({ level: 'warn', code, facts }),
    },
    timer,
  });
  const read = async (text: string, context: Partial<RecognizeContext> = {}) =>
    recognizer.recognize(text, { ...monday, ...context });
  return { ...recognizer, read, lines };
}

/** The same for a stand-in. */
export const readerOf = (service: 'luis' | 'clu', standin: Standin, given: { when?: RemoteWhen; timer?: Timer } = {}) =>
  secondReader(settingsFor(service, standin.endpoint, given.when), given.timer);
