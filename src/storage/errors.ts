/** What went wrong with the store, in words for the operator. */
export class StorageError extends Error {
  readonly code: 'not-ours' | 'newer' | 'too-old-engine' | 'corrupt' | 'unreachable' | 'full' | 'stale';

  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

const AWAY = /^(ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08|25006|57P0|53)/;

/** PostgreSQL gone or going: refused, lost or timed out, the server shutting down, starting, full, or only a copy that takes no writing. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as Error & { code?: string };
  return AWAY.test(code) || /timeout|terminated|not queryable/i.test(error.message);
}

/** SQLITE_FULL, and SQLITE_IOERR_SHMSIZE: no room to grow the index of the log file. */
const SQLITE_FULL = [13, 4874];

/** True when the disk (or the database's quota) is full: SQLite's two codes, PostgreSQL's 53100, the system's ENOSPC. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode = 0 } = error as Error & { code?: string; errcode?: number };
  return SQLITE_FULL.includes(errcode) || ['53100', 'ENOSPC', 'full'].includes(code ?? '') || isDiskFull(error.cause);
}
