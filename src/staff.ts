import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { demandGoodPassword, passwordDesk } from '#console/passwords.ts';
import { displayName, staffName } from '#console/staff-words.ts';
import { writeAudit } from '#records/audit.ts';
import { systemClock } from '#records/clock.ts';
import { type Estates, readEstates } from '#records/estates.ts';
import { addStaff, disableStaff, findStaffByName, listStaff } from '#records/staff.ts';
import { openStorage } from '#storage/open.ts';
import type { StaffRow } from '#storage/schema.ts';
import type { Storage } from '#storage/storage.ts';
import { type Config, readConfig } from './config.ts';

const USAGE = `Accounts of the console.
  npm run staff -- add NAME --role agent|manager|admin [--display-name NAME] [--estates a,b|*] --password-stdin
  npm run staff -- list
  npm run staff -- disable NAME
Without --estates an account sees every estate.`;

const ROLES = ['agent', 'manager', 'admin'] as const satisfies StaffRow['role'][];
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
  if (command === 'disable' && name !== undefined) return disable(deps.storage, name, terminal);
  if (command !== 'add' || name === undefined || !values['password-stdin']) throw new UsageError(USAGE);
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
  const password = (await terminal.password()).replace(/\r?\n$/, '');
  demandGoodPassword(password);
  const passwordHash = await passwordDesk().hash(password);
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

async function disable(storage: Storage, name: string, terminal: Terminal): Promise<void> {
  const staff = await findStaffByName(storage.db, name);
  if (!staff) throw new Error('There is no account of this name.');
  await storage.transact(async (tx) => {
    const now = systemClock.now();
    if (!(await disableStaff(tx, staff.id, now))) return;
    await writeAudit(tx, { actor: ACTOR, action: 'staff.disable', subject: `staff:${staff.id}` }, now);
  });
  terminal.say(`${staff.name} is disabled; open consoles of this account close within five seconds.`);
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
  const role = ROLES.find((one) => one === given);
  if (!role) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`);
  return role;
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
