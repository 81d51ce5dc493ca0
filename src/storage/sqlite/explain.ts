import { isDiskFull, StorageError } from '../errors.ts';

const BUSY = 5;
const LOCKED = 6;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** The error that a damaged file is reported with, here and by the check that runs on after the start. */
export function damaged(file: string, cause?: unknown): StorageError {
  return new StorageError(
    'corrupt',
    `${file} is damaged. Stop the desk, keep the file and its -wal aside, and put the newest backup in its place.`,
    cause,
  );
}

/** What kept the file from being opened, in words for the operator. */
export function explain(file: string, error: unknown): StorageError {
  if (error instanceof StorageError) {
    const { cause } = error;
    return error.code === 'corrupt' && cause && isSqlite(cause) ? explain(file, cause) : error;
  }
  const { errcode = 0 } = error as { errcode?: number };
  // The low byte is the kind, the rest its finer shade.
  const kind = errcode & 0xff;
  if (kind === NOT_A_DATABASE) {
    return new StorageError(
      'not-ours',
      `${file} is not a Lobby database, or its head is damaged. Move it away, or set DATA_DIR to another folder.`,
      error,
    );
  }
  if (kind === CORRUPT) return damaged(file, error);
  if (isDiskFull(error)) {
    return new StorageError('full', `${file} cannot be written: the disk is full. Make room, then start again.`, error);
  }
  if (kind === BUSY || kind === LOCKED) {
    return new StorageError('unreachable', `${file} is in use by another program. End it, then start again.`, error);
  }
  return new StorageError('unreachable', `${file} cannot be opened. Check the rights of its folder.`, error);
}

function isSqlite(error: unknown): boolean {
  return typeof (error as { errcode?: unknown }).errcode === 'number';
}
