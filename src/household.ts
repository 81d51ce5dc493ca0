import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Handbook, openHandbook } from '#handbook/handbook.ts';
import { instantOf } from '#handbook/local-time.ts';
import { type Dwelling, homesLike } from '#handbook/register.ts';
import { importRegister, planRegister } from '#handbook/register-import.ts';
import { systemClock } from '#records/clock.ts';
import { homesInUse } from '#records/residents/homes-in-use.ts';
import { issueCode } from '#records/residents/household-codes.ts';
import { endMembership, membersOf, RELATIONS, type Relation } from '#records/residents/residents.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { openStorage } from '#storage/open.ts';
import type { Storage } from '#storage/storage.ts';
import { readConfig } from './config.ts';
import { readTable } from './files/read-table.ts';

const USAGE = `Who belongs to which home.
  npm run household -- code HOME --name NAME [--relation owner|tenant|family|agent] [--phone PHONE]
                       [--from 2026-11-23] [--to 2027-11-22] [--why WORDS] [--estate ID]
  npm run household -- list HOME [--estate ID]
  npm run household -- import FILE [--add] [--apply] [--estate ID]
  npm run household -- end HOME --name NAME --why WORDS [--estate ID]
import reads the register of homes from a CSV or XLSX and says what changes; with --apply it is put in force.
HOME is its number as people say it: 3-2-501. A code holds for seven days, works once, and is shown once.`;

const ACTOR = 'shell';

class UsageError extends Error {}

/** What the command works on, and where its lines go. */
export interface HouseholdDeps {
  storage: Storage;
  handbook: Handbook;
  say(line: string): void;
}

type Options = ReturnType<typeof readArgs>['values'];
type Estate = ReturnType<Handbook['estates']>[number];

/** Runs one command on an open store. @throws Error with a sentence for the operator when it cannot be done */
export async function householdCommand(args: string[], deps: HouseholdDeps): Promise<void> {
  const { values, positionals } = readArgs(args);
  const [command, typed, ...more] = positionals;
  if (typed === undefined || more.length > 0) throw new UsageError(USAGE);
  const estate = estateOf(deps.handbook, values.estate);
  if (command === 'import') return bringIn(deps, { estate, file: typed, values });
  const home = homeOf(estate, typed);
  if (command === 'code') return code(deps, { estate, home, values });
  if (command === 'list') return list(deps, estate, home);
  if (command === 'end') return end(deps, { estate, home, values });
  throw new UsageError(USAGE);
}

interface Wish {
  estate: Estate;
  home: Dwelling;
  values: Options;
}

async function code({ storage, say }: HouseholdDeps, { estate, home, values }: Wish): Promise<void> {
  const name = values.name?.trim();
  if (!name) throw new UsageError('--name says who the code is for.');
  const day = (given: string | undefined, minutes: number) => (given ? instant(estate, given, minutes) : undefined);
  const wish = {
    estateId: estate.id,
    unitCode: home.code,
    relation: relationOf(values.relation),
    name,
    phone: values.phone?.replace(/\D/g, '') || undefined,
    from: day(values.from, 0),
    to: day(values.to, 24 * 60),
    actor: ACTOR,
    why: values.why ?? '',
  };
  const issued = await storage.transact((tx) => issueCode(tx, wish, systemClock));
  say(`${home.text.zh} · ${name} · ${wish.relation}`);
  say(issued.code);
  say(`Holds until ${new Date(issued.expiresAt).toISOString()}, works once, and is not shown again.`);
}

async function list({ storage, say }: HouseholdDeps, estate: Estate, home: Dwelling): Promise<void> {
  const members = await membersOf(storage.db, estate.id, home.code);
  if (members.length === 0) say(`Nobody is bound to ${home.code}.`);
  const date = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 10));
  for (const { name, relation, from_at, to_at } of members)
    say([name, relation, date(from_at), date(to_at)].join('\t'));
}

async function end({ storage, say }: HouseholdDeps, { estate, home, values }: Wish): Promise<void> {
  const { name, why } = values;
  if (!name || !why) throw new UsageError('--name says whose belonging ends, --why the reason.');
  const now = systemClock.now();
  const members = await membersOf(storage.db, estate.id, home.code);
  const member = members.find((one) => one.name === name && (one.to_at === null || one.to_at > now));
  if (!member) throw new Error('Nobody of that name belongs to this home now.');
  await storage.transact((tx) => endMembership(tx, { id: member.id, estateId: estate.id, actor: ACTOR, why }, now));
  say(`${name} no longer belongs to ${home.code}.`);
}

/** Shows, and with --apply makes, what a table of homes changes in the register. */
async function bringIn(
  { storage, handbook, say }: HouseholdDeps,
  { estate, file, values }: Pick<Wish, 'estate' | 'values'> & { file: string },
): Promise<void> {
  const table = { rows: await readTable(await readFile(file)), mode: values.add ? 'add' : 'replace' } as const;
  const plan = await planRegister(handbook, estate, table);
  for (const { row, code, column, other } of plan.errors)
    say([`row ${row}`, code, column, other && `row ${other}`].filter(Boolean).join('\t'));
  if (plan.errors.length > 0) throw new Error(`${plan.errors.length} rows cannot be used; nothing is changed.`);
  const inUse = await homesInUse(storage.db, { estateId: estate.id, unitCodes: plan.removed }, systemClock.now());
  for (const { unitCode, members, cases } of inUse) say(`${unitCode}\t${members} residents\t${cases} open cases`);
  for (const { en } of plan.problems) say(en);
  const { added, removed, changed } = plan;
  say(`${plan.homes} homes: ${added.length} added, ${removed.length} removed, ${changed.length} written otherwise.`);
  if (!values.apply) return say('Nothing is changed yet; --apply puts it in force.');
  await importRegister(handbook, estate, table);
  const detail = { added: added.length, removed: removed.length, changed: changed.length };
  const entry = {
    actor: ACTOR,
    action: 'register.import',
    subject: `estate:${estate.id}`,
    estateId: estate.id,
    detail,
  };
  await storage.transact((tx) => writeAudit(tx, entry, systemClock.now()));
  say('It is in force.');
}

function readArgs(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    name: text,
    relation: text,
    phone: text,
    from: text,
    to: text,
    why: text,
    estate: text,
    add: flag,
    apply: flag,
  };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch {
    throw new UsageError(USAGE);
  }
}

function estateOf(handbook: HouseholdDeps['handbook'], given: string | undefined): Estate {
  const estates = handbook.estates();
  const [only, ...others] = estates;
  const estate =
    given === undefined ? (others.length === 0 ? only : undefined) : estates.find(({ id }) => id === given);
  if (estate) return estate;
  throw new UsageError(`--estate is one of ${estates.map(({ id }) => id).join(', ')}.`);
}

function homeOf(estate: Estate, typed: string): Dwelling {
  const found = homesLike(estate, typed, 2);
  const exact = found.find(({ code: one }) => one === typed);
  const [first, ...others] = found;
  const home = exact ?? (others.length === 0 ? first : undefined);
  if (home) return home;
  throw new Error(first ? `Several homes begin so, such as ${first.code}.` : 'The register has no such home.');
}

function relationOf(given = 'owner'): Relation {
  const relation = RELATIONS.find((one) => one === given);
  if (!relation) throw new UsageError(`--relation is one of ${RELATIONS.join(', ')}.`);
  return relation;
}

function instant({ office }: Estate, date: string, minutes: number): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? instantOf(office.timeZone, { date, minutes }) : Number.NaN;
  if (Number.isNaN(at)) throw new UsageError('A day is written 2026-11-23.');
  return at;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const handbook = await openHandbook({ dir: config.handbookDir, watch: false });
  const storage = await openStorage({ ...config, onError: () => {} });
  try {
    await householdCommand(process.argv.slice(2), { storage, handbook, say: (line) => console.log(line) });
  } finally {
    await storage.close();
    await handbook.close();
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The command failed.');
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
