import type { CluSettings } from '../clu/service.ts';
import type { LuisSettings } from '../luis/service.ts';
import type { RemoteWhen } from './remote-recognizer.ts';
import type { RemoteService } from './remote-service.ts';

/** Which service is asked, and when. */
export type RemoteSettings = { when: RemoteWhen } & (
  | ({ service: 'luis' } & LuisSettings)
  | ({ service: 'clu' } & CluSettings)
);

/**
 * The service of the settings. Its code is loaded only here, beside the start: the LUIS library alone takes most of a second, and whoever
 * asks before it is there waits for it within the time limit.
 */
export function connect(settings: RemoteSettings): RemoteService {
  const service = load(settings);
  service.catch(() => undefined);
  return { name: settings.service, ask: async (question) => (await service).ask(question) };
}

async function load(settings: RemoteSettings): Promise<RemoteService> {
  if (settings.service === 'luis') return (await import('../luis/service.ts')).createLuis(settings);
  return (await import('../clu/service.ts')).createClu(settings);
}
