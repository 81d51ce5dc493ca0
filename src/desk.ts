import { join } from 'node:path';
import { type AgendaHandler, startAgenda } from '#bot/agenda-worker.ts';
import { type ClerkForms, createClerkForms } from '#bot/clerk-forms.ts';
import type { DueWorker } from '#bot/due-worker.ts';
import { watchHandoff } from '#bot/handoff-limits.ts';
import { forgetOldDraft, KEEPING, keepNoLonger, planKeeping } from '#bot/keep-no-longer.ts';
import { remindOfCase } from '#bot/remind-of-case.ts';
import { createTurns, type Turns } from '#bot/turns.ts';
import { remindOfForm } from '#bot/unfinished-form.ts';
import { createSpeech, type Speech } from '#dialogs/speech.ts';
import { UNFINISHED_FORM } from '#dialogs/unfinished-form.ts';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { CASE_DUE } from '#records/cases/case-watch.ts';
import { PROMISES, promiseDue, promiseSoon } from '#records/cases/promises.ts';
import type { Clock } from '#records/clock.ts';
import { HANDOFF_LIMIT } from '#records/handoffs/limits.ts';
import { MESSAGES, tellStillWaiting } from '#records/handoffs/messages.ts';
import { forgetScans, OFFICE_ENTRIES, remindOfReply } from '#records/office/entries.ts';
import { CALL_NEXT } from '#records/paging/pages.ts';
import { RETENTION, runRetention } from '#records/retention/run.ts';
import { inBothLanguages } from '#records/staff/steps.ts';
import { startIndexer } from '#records/transcripts/indexer.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import type { Recognizer } from '#understanding/recognizer.ts';
import type { RemoteSettings } from '#understanding/remote/connect.ts';
import { createDeskRecognizer } from './desk-recognizer.ts';
import { createFailureDesk, type FailureDesk } from './failures.ts';
import type { Log } from './log.ts';
import { callNext } from './paging/call-next.ts';
import { ROOT } from './root.ts';

/** The desk without its doors: store, handbook, understanding and turns. */
export interface Desk {
  readonly storage: Storage;
  readonly handbook: Handbook;
  readonly recognizer: Recognizer;
  readonly speech: Speech;
  readonly turns: Turns;
  /** The dialogs' forms, filled by staff. */
  readonly clerkForms: ClerkForms;
  /** Does what is due later. */
  readonly agenda: DueWorker;
  readonly failures: FailureDesk;
  close(): Promise<void>;
}

/** Where the desk keeps and finds things; parts that are already open may be handed in. */
export interface DeskOptions {
  dataDir: string;
  databaseUrl?: string;
  handbookDir: string;
  clock: Clock;
  log: Log;
  handbook?: Handbook;
  recognizer?: Recognizer;
  /** A service outside that reads messages too; none unless it is set. */
  remoteRecognizer?: RemoteSettings;
  speech?: Speech;
  /** How long (milliseconds) to wait for the rest of a short message. Default 0: each message is read by itself. */
  quietMs?: number;
}

/**
 * Opens the desk. Turns run as soon as something is accepted on this node; `turns.recover()` runs what an earlier process left.
 * @throws StorageError, HandbookError
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { clock, log } = options;
  const handbook = options.handbook ?? (await openOwnHandbook(options));
  const storage = await openStorage({ ...options, onError: (error) => log.error('storage-news-failed', error) });
  const folders = { handbookDir: options.handbookDir, cacheDir: join(options.dataDir, 'models') };
  const own = options.recognizer ? undefined : createDeskRecognizer(handbook, folders, options);
  const recognizer = options.recognizer ?? (own as Recognizer);
  const speech = options.speech ?? createSpeech(join(ROOT, 'locales'));
  const turns = createTurns({
    storage,
    handbook,
    recognizer,
    speech,
    clock,
    quietMs: options.quietMs,
    onError: log.error,
  });
  const stopListening = storage.listen((news, origin) => {
    if (news.about === 'conversation' && news.inbound && origin === 'here') turns.wake(news.id);
  });
  await planKeeping(storage, { handbook, clock });
  const failures = createFailureDesk(clock, log);
  const agenda = startAgenda({
    storage,
    clock,
    node: clock.id(),
    handlers: agendaHandlers({ handbook, clock }, failures),
    onDead: failures.lostAgenda,
    onError: (error) => log.error('worker-failed', error),
  });
  const indexer = startIndexer({
    storage,
    phrases: () => inBothLanguages(handbook.common().receptionScript),
    onError: (error) => log.error('indexing-failed', error),
  });
  return {
    storage,
    handbook,
    recognizer,
    speech,
    turns,
    clerkForms: createClerkForms({ storage, handbook, recognizer, speech, clock }),
    agenda,
    failures,
    async close() {
      stopListening();
      await agenda.stop();
      await indexer.stop();
      own?.close();
      await turns.stop();
      await storage.close();
      if (!options.handbook) await handbook.close();
    },
  };
}

function openOwnHandbook({ handbookDir, log }: DeskOptions): Promise<Handbook> {
  return openHandbook({
    dir: handbookDir,
    watch: true,
    onRefused: ({ file, key, reason }) =>
      log.warn('handbook-edit-refused', { file, key, zh: reason.zh, en: reason.en }),
  });
}

/** What the desk does when its time has come. */
function agendaHandlers(
  tools: { handbook: Handbook; clock: Clock },
  failures: FailureDesk,
): Record<string, AgendaHandler> {
  const { clock } = tools;
  return {
    [UNFINISHED_FORM.agenda]: remindOfForm(tools),
    [HANDOFF_LIMIT]: watchHandoff(tools),
    [CALL_NEXT]: callNext({ clock, unanswered: failures.unansweredPage }),
    [CASE_DUE]: remindOfCase(tools),
    [KEEPING.daily]: keepNoLonger(tools),
    [KEEPING.draft]: forgetOldDraft(tools),
    [OFFICE_ENTRIES.owed]: (tx, row) => remindOfReply(tx, row, clock),
    [OFFICE_ENTRIES.scans]: (tx, row) => forgetScans(tx, row),
    [PROMISES.soon]: promiseSoon,
    [PROMISES.due]: (tx, row) => promiseDue(tx, row, clock.now()),
    [RETENTION]: (tx, row) => runRetention(tx, row, clock),
    [MESSAGES.waited]: (tx, row) => tellStillWaiting(tx, row, clock.now()),
  };
}
