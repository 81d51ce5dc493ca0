import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** A way to reach somebody outside the desk: a group robot or a receiver of the office's own. */
export interface Means {
  kind: 'wecom' | 'dingtalk' | 'feishu' | 'webhook';
  /** Carries a key: told to nobody. */
  url: string;
  /** 加签 of DingTalk, 签名校验 of Feishu; needed for `webhook`. */
  secret?: string | undefined;
}

/** The means an office has, by the keys that `duty.json` names. */
export interface MeansBook {
  find(key: string): Means | undefined;
}

/** The means cannot be used; the message names places in the file and quotes nothing of it. */
export class MeansError extends Error {
  readonly code = 'paging-means-refused';
}

/** Residents' cases travel there: unencrypted only to this machine. */
const SAFE = /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

const means = z
  .strictObject({
    kind: z.enum(['wecom', 'dingtalk', 'feishu', 'webhook'], { error: 'must be wecom, dingtalk, feishu or webhook' }),
    url: z
      .url({ error: 'must be an address' })
      .refine((url) => SAFE.test(url), 'must start with https:// (http:// only for this machine)')
      .refine((url) => !/^[a-z]+:\/\/[^/]*@/.test(url), 'must hold no user name and password'),
    secret: z.string().min(1, 'must not be empty').optional(),
  })
  .refine(({ kind, secret }) => kind !== 'webhook' || secret !== undefined, {
    path: ['secret'],
    error: 'is needed: receivers tell by it that the desk writes',
  });

const meansFile = z.strictObject({ means: z.record(z.string(), means) });

/** Reads the means. @throws MeansError */
export function readMeans(json: string, name: string): MeansBook {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new MeansError(`${name}: is not JSON`);
  }
  const read = meansFile.safeParse(value);
  if (!read.success) {
    throw new MeansError(read.error.issues.map((one) => `${name}: ${one.path.join('.')}: ${one.message}`).join('\n'));
  }
  const all = new Map(Object.entries(read.data.means));
  return { find: (key) => all.get(key) };
}

/** A means file that is read again when it changes; a bad change is reported and the last good state stays. */
export function openMeansFile(file: string, warn: (code: string) => void): MeansBook {
  let mark = '';
  let book: MeansBook = { find: () => undefined };
  const look = () => {
    const found = markOf(file);
    if (found.mark === mark) return;
    mark = found.mark;
    if (found.open) warn('paging-file-open-to-others');
    book = found.mark === '' ? { find: () => undefined } : readMeans(readFileSync(file, 'utf8'), file);
  };
  look();
  return {
    find(key) {
      try {
        look();
      } catch {
        warn('paging-means-refused');
      }
      return book.find(key);
    },
  };
}

/** What tells one state of a file from another, empty when there is none; `open` when others on the machine may read it. */
function markOf(file: string): { mark: string; open: boolean } {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return { mark: '', open: false };
  return { mark: `${stat.mtimeMs} ${stat.size}`, open: process.platform !== 'win32' && (stat.mode & 0o077) !== 0 };
}
