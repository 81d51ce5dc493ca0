import { join } from 'node:path';
import type { Estate, Handbook } from '#handbook/handbook.ts';
import { entriesOf } from '#handbook/knowledge.ts';
import { findDwelling } from '#handbook/register.ts';
import type { Recognizer, RegisterLookup } from '#understanding/recognizer.ts';
import { connect, type RemoteSettings } from '#understanding/remote/connect.ts';
import { createRemoteRecognizer, type RemoteLog } from '#understanding/remote/remote-recognizer.ts';
import { createUnderstanding } from '#understanding/understanding.ts';
import { watchExamples } from './watch-examples.ts';

/** The recognizer of a running desk: the office's edits are learned while it runs, until it is closed. */
export interface DeskRecognizer extends Recognizer {
  close(): void;
}

/** Where examples and words lie, and where a fitted model may be kept from one start to the next. */
export interface Folders {
  handbookDir: string;
  cacheDir?: string;
}

/** A service outside that reads messages too, and where it is said that it fell out. */
export interface SecondReader {
  remoteRecognizer?: RemoteSettings;
  log: RemoteLog;
}

/**
 * The desk's own recognizer over the handbook's words and registers. Until its model is fitted (a second after the start)
 * only danger is answered at once; other messages wait for it. No word leaves the desk unless a second reader is set.
 */
export function createDeskRecognizer(handbook: Handbook, folders: Folders, second?: SecondReader): DeskRecognizer {
  const own = createOwnRecognizer(handbook, folders, second?.log);
  if (!second?.remoteRecognizer) return own;
  const both = createRemoteRecognizer({
    local: own,
    service: connect(second.remoteRecognizer),
    when: second.remoteRecognizer.when,
    words: () => handbook.common().faultWords,
    log: second.log,
  });
  return { name: both.name, recognize: both.recognize, close: own.close };
}

function createOwnRecognizer(handbook: Handbook, { handbookDir, cacheDir }: Folders, log?: RemoteLog): DeskRecognizer {
  const { faultWords, emergency } = handbook.common();
  const dir = join(handbookDir, 'common');
  const ownDir = join(handbookDir, 'own');
  const local = createUnderstanding({
    dir,
    ownDir,
    cacheDir,
    faultWords,
    emergency,
    knowledge: knowledgeOf(handbook),
    register: (id) => {
      const estate = handbook.estate(id);
      return estate && registerOf(estate);
    },
  });
  const retrain = () =>
    local.retrain().catch((error) => log?.warn('retraining-failed', { reason: (error as Error).name }));
  const stopHearing = handbook.onChange(() => {
    const words = handbook.common();
    const changed = JSON.stringify(words.faultWords) !== JSON.stringify(faultWordsNow);
    faultWordsNow = words.faultWords;
    local.use(words);
    if (changed) void retrain();
    const versions = knowledgeVersions(handbook);
    if (versions.some((one, at) => one !== knowledgeNow[at])) void local.learn(knowledgeOf(handbook));
    knowledgeNow = versions;
  });
  let faultWordsNow = faultWords;
  let knowledgeNow = knowledgeVersions(handbook);
  const stopWatching = watchExamples([dir, ownDir], retrain);
  return {
    close() {
      stopHearing();
      stopWatching();
    },
    name: local.name,
    async recognize(text, context) {
      const first = local.recognize(text, context);
      if (first.emergency || local.state() !== 'fitting') return first;
      await local.ready.catch(() => undefined);
      return local.recognize(text, context);
    },
  };
}

/** What can be asked everywhere, and in the estates that have written answers of their own. */
function knowledgeOf(handbook: Handbook) {
  const common = handbook.common();
  const own = handbook.estates().filter(({ knowledge }) => knowledge.entries.length > 0);
  return {
    common: common.knowledge.entries,
    estates: new Map(own.map((estate) => [estate.id, entriesOf(estate, common)])),
  };
}

/** Another object, or another number of them, for any edit of the knowledge. */
function knowledgeVersions(handbook: Handbook): readonly unknown[] {
  const own = handbook.estates().flatMap(({ id, knowledge }) => (knowledge.entries.length > 0 ? [id, knowledge] : []));
  return [own.length, handbook.common().knowledge, ...own];
}

function registerOf(estate: Estate): RegisterLookup {
  return (parts) => {
    const found = findDwelling(estate, parts);
    const homes = found.kind === 'exact' ? [found.dwelling] : found.kind === 'candidates' ? found.dwellings : [];
    return homes.map(({ code, building, unit, room }) => ({ id: code, building, unit, room }));
  };
}
