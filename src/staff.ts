import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { demandGoodPassword, passwordDesk } from '#console/accounts/passwords.ts';
import { staffRole } from '#console/accounts/staff-grants.ts';
import { displayName, staffName } from '#console/staff-words.ts';
import { systemClock } from '#records/clock.ts';
import { type Estates, readEstates } from '#records/estates.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { endResets } from '#records/staff/links.ts';
import { dropSecondFactor } from '#records/staff/second-factors.ts';
import { endSessions } from '#records/staff/sessions.ts';
import {
  addStaff,
  disableStaff,
  enableStaff,
  findStaffByName,
  listStaff,
  setPasswordHash,
} from '#records/staff/staff.ts';
import { openStorage } from '#storage/open.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Storage, Tx } from '#storage/storage.ts';
import { type Config, readConfig } from './config.ts';

const USAGE = `Accounts of the console.
  npm run staff -- add NAME --role ROLE [--display-name NAME] [--estates a,b|*] --password-stdin
  npm run staff -- list
  npm run staff -- disable NAME
  npm run staff -- enable NAME
  npm run staff -- password NAME --password-stdin
  npm run staff -- no-second-factor NAME
ROLE is one of ${staffRole.options.join(', ')}.
Without --estates an account sees every estate.
"password" and "no-second-factor" let somebody in again who is locked out; both end the account's open sessions.`;

const ACTOR = 'shell';

/** What the command talks to: its input and where its lines go. */
export interface Terminal {
  password(): Promise<string>;
  say(line: string): void;
}

class UsageError extends Error {}

/** Runs one command on an open store. @throws Error with a sentence for the operator when it cannot be done */
export async function staffCommand(
  args: string[],
  deps: { storage: Storage; handbookDir: string },
  terminal: Terminal,
): Promise<void> {
  const { values, positionals } = readArgs(args);
  const [command, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(USAGE);
  if (command === 'list' && name === undefined) return list(deps.storage, terminal);
  if (command !== 'add' && name !== undefined)
    return change(command, name, values['password-stdin'], deps.storage, terminal);
  if (command !== 'add' || name === undefined || !values['password-stdin']) throw new UsageError(USAGE);
  await add(name, values, deps, terminal);
}

async function add(
  name: string,
  values: ReturnType<typeof readArgs>['values'],
  deps: { storage: Storage; handbookDir: string },
  terminal: Terminal,
): Promise<void> {
  const wish = {
    name: accepted(
      staffName,
      name,
      'The name has 2 to 64 letters, digits or . _ - @ and begins and ends with a letter or digit.',
    ),
    displayName: accepted(displayName, values['display-name'] ?? name, 'The display name has 1 to 40 characters.'),
    role: roleOf(values.role),
    estates: estatesOf(values.estates, deps.handbookDir),
  };
  const passwordHash = await newHash(terminal);
  await deps.storage.transact(async (tx) => {
    const now = systemClock.now();
    const staff = await addStaff(tx, { ...wish, passwordHash }, systemClock);
    if (!staff) throw new Error(`The name ${wish.name} is taken.`);
    const detail = { role: staff.role };
    await writeAudit(tx, { actor: ACTOR, action: 'staff.add', subject: `staff:${staff.id}`, detail }, now);
  });
  terminal.say(`${wish.name} can sign in now as ${wish.role}.`);
}

async function list(storage: Storage, terminal: Terminal): Promise<void> {
  const everyone = await listStaff(storage.db);
  if (everyone.length === 0) terminal.say('There is no account yet.');
  for (const one of everyone) {
    const estates = readEstates(one.estates);
    const where = estates === '*' ? '*' : estates.join(',');
    terminal.say([one.name, one.display_name, one.role, where, one.disabled_at ? 'disabled' : 'active'].join('\t'));
  }
}

async function newHash(terminal: Terminal): Promise<string> {
  const password = (await terminal.password()).replace(/\r?\n$/, '');
  demandGoodPassword(password);
  return passwordDesk().hash(password);
}

/** What is done to an account, as the audit calls it, and what the operator is told; false when there was nothing to do. */
interface Change {
  action: string;
  said: string;
  work(tx: Tx, id: string, now: number): Promise<boolean>;
}

const CHANGES: Record<string, Change> = {
  disable: {
    action: 'staff.disable',
    said: 'is disabled; open consoles of this account close within five seconds.',
    work: disableStaff,
  },
  enable: { action: 'staff.enable', said: 'may sign in again.', work: enableStaff },
  'no-second-factor': {
    action: 'staff.second-factor.off',
    said: 'signs in with the password alone now.',
    async work(tx, id) {
      await endSessions(tx, id);
      return dropSecondFactor(tx, id);
    },
  },
};

function newPassword(passwordHash: string): Change {
  return {
    action: 'account.password',
    said: 'has a new password; open consoles of this account close within five seconds.',
    async work(tx, id, now) {
      await setPasswordHash(tx, id, passwordHash);
      await endResets(tx, id, now);
      await endSessions(tx, id);
      return true;
    },
  };
}

async function change(
  command: string | undefined,
  name: string,
  piped: boolean | undefined,
  storage: Storage,
  terminal: Terminal,
): Promise<void> {
  const setsPassword = command === 'password' && piped === true;
  if (!setsPassword && (!Object.hasOwn(CHANGES, command ?? '') || piped)) throw new UsageError(USAGE);
  const staff = await findStaffByName(storage.db, name);
  if (!staff) throw new Error('There is no account of this name.');
  const wanted = setsPassword ? newPassword(await newHash(terminal)) : (CHANGES[command ?? ''] as Change);
  await storage.transact(async (tx) => {
    const now = systemClock.now();
    if (!(await wanted.work(tx, staff.id, now))) return;
    await writeAudit(tx, { actor: ACTOR, action: wanted.action, subject: `staff:${staff.id}` }, now);
  });
  terminal.say(`${staff.name} ${wanted.said}`);
}

function readArgs(args: string[]) {
  const options = {
    role: { type: 'string' },
    'display-name': { type: 'string' },
    estates: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}

function accepted(rule: typeof staffName | typeof displayName, value: string, words: string): string {
  const result = rule.safeParse(value);
  if (!result.success) throw new UsageError(words);
  return result.data;
}

function roleOf(given: string | undefined): StaffRow['role'] {
  const role = staffRole.safeParse(given);
  if (!role.success) throw new UsageError(`--role is one of ${staffRole.options.join(', ')}.`);
  return role.data;
}

function estatesOf(given: string | undefined, handbookDir: string): Estates {
  if (given === undefined || given === '*') return '*';
  const ids = given.split(',').map((one) => one.trim());
  const unknown = ids.find((id) => !/^[a-z][a-z0-9-]*$/.test(id) || !existsSync(join(handbookDir, 'estates', id)));
  if (unknown !== undefined) throw new UsageError(`The handbook has no estate "${unknown}".`);
  return ids;
}

async function main(): Promise<void> {
  const config: Config = readConfig(process.env);
  const storage = await openStorage({ ...config, onError: () => {} });
  const terminal: Terminal = { password: () => text(process.stdin), say: (line) => console.log(line) };
  try {
    await staffCommand(process.argv.slice(2), { storage, handbookDir: config.handbookDir }, terminal);
  } finally {
    await storage.close();
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The command failed.');
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
