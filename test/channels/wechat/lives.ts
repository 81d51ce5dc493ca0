import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Storage } from '#storage/storage.ts';
import { endProcess } from '../../faults/desk-process.ts';
import { ACCOUNT as USUAL } from './desk.ts';
import type { Resident } from './standin/resident.ts';

/** An account as the settings of a whole lobby take it. */
export const ACCOUNT = { ...USUAL, token: 'aTokenOfTheOffice' };

/** A lobby that is loaded and not yet open. */
export interface Loaded {
  child: ChildProcess;
  gone: Promise<unknown>;
}

/** Loads one life of the whole desk, with what it is started with; `dying-lobby.ts` says when it ends by itself. */
export function load(settings: Record<string, string>): Loaded {
  const { PATH = '', HOME = '' } = process.env;
  const account = {
    WECHAT_APP_ID: ACCOUNT.appId,
    WECHAT_APP_SECRET: ACCOUNT.appSecret,
    WECHAT_TOKEN: ACCOUNT.token,
    WECHAT_AES_KEY: ACCOUNT.aesKey,
  };
  const env = { PATH, HOME, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', ...account, ...settings };
  const child = fork(join(import.meta.dirname, 'dying-lobby.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { child, gone: once(child, 'close') };
}

/** Opens it to residents. Rejects when it ends instead. */
export async function open({ child, gone }: Loaded): Promise<{
  url: string;
  gone: Promise<unknown>;
  hasEnded(): boolean;
  kill(): Promise<unknown>;
}> {
  child.send('open');
  const opened = once(child, 'message');
  const [answer] = await Promise.race([opened, gone.then(() => Promise.reject(new Error('The lobby did not open.')))]);
  return {
    url: `http://127.0.0.1:${(answer as { port: number }).port}/wechat`,
    gone,
    hasEnded: () => child.signalCode !== null,
    kill: () => endProcess(child, 'SIGKILL'),
  };
}

/** What a store and a phone say of one message. */
export interface Told {
  /** How often the resident reads the desk's greeting. */
  bubbles: number;
  turns: number;
  /** How often the desk greeted, by its log. */
  greeted: number;
  /** What became of what the desk said, with the first words of the reason. */
  states: string[];
}

/** Waits until nothing is on its way any more. */
export async function settled({ db }: Storage, lin: Resident): Promise<Told> {
  for (;;) {
    const rows = await db.selectFrom('outbox').selectAll().where('kind', '=', 'wechat-send').execute();
    const open = rows.some(({ state }) => state === 'pending' || state === 'leased');
    if (rows.length > 0 && !open) {
      // A second bubble would come at once.
      await pause(500);
      const said = await db.selectFrom('activity').select(['role', 'text']).execute();
      return {
        bubbles: lin.screen().filter(greets).length,
        turns: said.filter(({ role }) => role === 'resident').length,
        greeted: said.filter(({ role, text }) => role === 'desk' && greets(text ?? '')).length,
        states: rows.map(({ state, last_error }) => `${state}: ${(last_error ?? '').slice(0, 14)}`),
      };
    }
    await pause(100);
  }
}

const greets = (line: string) => line.includes('物业前台');
