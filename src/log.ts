import pino from 'pino';
import type { Config } from './config.ts';

/** The desk's log: JSON lines of codes, counts and ids. Words, names and phone numbers never get in. */
export interface Log {
  info(code: string, facts?: Record<string, string | number | boolean | undefined>): void;
  /** Something that somebody should look at. */
  warn(code: string, facts?: Record<string, string | number | boolean | undefined>): void;
  /** Something failed that a person should know of. Of the error only its kind and where it happened are kept. */
  error(code: string, error: unknown): void;
}

/** Writes to standard output at the level of the settings. */
export function createLog(level: Config['logLevel']): Log {
  const logger = pino({ level, base: { app: 'lobby' }, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (code, facts) => logger.info({ code, ...facts }),
    warn: (code, facts) => logger.warn({ code, ...facts }),
    error: (code, error) => logger.error({ code, error: kindOf(error), where: whereOf(error) }),
  };
}

/** Name and code of an error. Its message may quote what a resident wrote (a database names the value), so it stays out. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  return [error.name, code ?? errcode].filter((part) => part !== undefined).join(' ');
}

/** The first lines of the stack, without the message. */
function whereOf(error: unknown): string[] | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
}
