import { noteServerTime } from './clock.ts';
import { Refusal, readRefusal } from './refusal.ts';

const PATIENCE_MS = 20_000;
/** A photo over a slow line. */
const FILE_PATIENCE_MS = 120_000;

let csrf = '';
let onSignedOut = (): void => {};

/** Keeps the value that every POST must carry; empty after signing out. */
export function rememberCsrf(value: string): void {
  csrf = value;
}

/** Says what to do when the desk answers that nobody is signed in any more. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

/**
 * Asks `/console/api/<path>`. @returns the answer's JSON, `undefined` for 204
 * @throws Refusal
 */
export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask(path, signal ? { signal } : {})) as T;
}

/** Posts JSON to `/console/api/<path>`. @throws Refusal */
export async function post<T = void>(path: string, body: unknown = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', 'x-lobby-csrf': csrf };
  return (await ask(path, { method: 'POST', headers, body: JSON.stringify(body) })) as T;
}

/** Posts a file as it is to `/console/api/<path>`. @throws Refusal */
export async function postFile<T>(path: string, file: File): Promise<T> {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  const headers = { 'content-type': file.type, 'content-disposition': disposition, 'x-lobby-csrf': csrf };
  return (await ask(path, { method: 'POST', headers, body: file }, FILE_PATIENCE_MS)) as T;
}

async function ask(path: string, init: RequestInit, patienceMs = PATIENCE_MS): Promise<unknown> {
  const patience = AbortSignal.timeout(patienceMs);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  const answer = await fetch(`/console/api/${path}`, { ...init, signal, credentials: 'same-origin' }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw new Refusal(patience.aborted ? 'too-slow' : 'offline');
    },
  );
  noteServerTime(answer.headers.get('date'));
  if (!answer.ok) {
    const refusal = await readRefusal(answer);
    if (refusal.code === 'signed-out') onSignedOut();
    throw refusal;
  }
  if (answer.status === 204) return undefined;
  return answer.json().catch(() => {
    throw new Refusal('unavailable');
  });
}
