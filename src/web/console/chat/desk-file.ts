import type { LogEntry } from '#console/api.ts';

/** A file of the log or of a ticket. */
export type DeskFile = LogEntry['files'][number];
