import { join } from 'node:path';
import type { Estate, Handbook } from '#handbook/handbook.ts';
import { findDwelling } from '#handbook/register.ts';
import type { Recognizer, RegisterLookup } from '#understanding/recognizer.ts';
import { connect, type RemoteSettings } from '#understanding/remote/connect.ts';
import { createRemoteRecognizer, type RemoteLog } from '#understanding/remote/remote-recognizer.ts';
import { createUnderstanding } from '#understanding/understanding.ts';

/** A service outside that reads messages too, and where it is said that it fell out. */
export interface SecondReader {
  remoteRecognizer?: RemoteSettings;
  log: RemoteLog;
}

/**
 * The desk's own recognizer over the handbook's words and registers. Until its model is fitted (a second after the start)
 * only danger is answered at once; other messages wait for it. No word leaves the desk unless a second reader is set.
 */
export function createDeskRecognizer(handbook: Handbook, handbookDir: string, second?: SecondReader): Recognizer {
  const own = createOwnRecognizer(handbook, handbookDir);
  if (!second?.remoteRecognizer) return own;
  return createRemoteRecognizer({
    local: own,
    service: connect(second.remoteRecognizer),
    when: second.remoteRecognizer.when,
    words: () => handbook.common().faultWords,
    log: second.log,
  });
}

function createOwnRecognizer(handbook: Handbook, handbookDir: string): Recognizer {
  const { faultWords, emergency } = handbook.common();
  const local = createUnderstanding({
    dir: join(handbookDir, 'common'),
    faultWords,
    emergency,
    register: (id) => {
      const estate = handbook.estate(id);
      return estate && registerOf(estate);
    },
  });
  handbook.onChange(() => local.use(handbook.common()));
  return {
    name: local.name,
    async recognize(text, context) {
      const first = local.recognize(text, context);
      if (first.emergency || local.state() !== 'fitting') return first;
      await local.ready.catch(() => undefined);
      return local.recognize(text, context);
    },
  };
}

function registerOf(estate: Estate): RegisterLookup {
  return (parts) => {
    const found = findDwelling(estate, parts);
    const homes = found.kind === 'exact' ? [found.dwelling] : found.kind === 'candidates' ? found.dwellings : [];
    return homes.map(({ code, building, unit, room }) => ({ id: code, building, unit, room }));
  };
}
