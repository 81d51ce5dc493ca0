import { z } from 'zod';
import type { StaffCall } from '#console/call.ts';
import { demandEstate } from '#console/intake/intake-calls.ts';
import { readQuery } from '#console/list-query.ts';
import { readBytes } from '#console/read-body.ts';
import { notFound, Refusal } from '#console/refusal.ts';
import { actorOf } from '#console/staff-words.ts';
import { HandbookError } from '#handbook/handbook.ts';
import type { RegisterPlan } from '#handbook/register-import.ts';
import { homesInUse } from '#records/residents/homes-in-use.ts';
import { writeAudit } from '#records/staff/audit.ts';
import { contentDisposition } from '#src/files/file-names.ts';
import { readTable, TableRefusal } from '#src/files/read-table.ts';
import type { RegisterPreview, Some } from './register-api.ts';
import type { RegisterDesk, RegisterTable } from './register-desk.ts';

const MOST_BYTES = 8 * 1024 * 1024;
/** More of a list than anybody reads. */
const SHOWN = 50;
const mode = z.enum(['replace', 'add']).default('replace');

/** GET register/:estate: every home as CSV, fit for a spreadsheet; `blank` gives the heading with two examples alone. */
export async function sendRegister(call: StaffCall): Promise<void> {
  const { estateId, register } = bookOf(call);
  const { blank } = readQuery(call.query, z.object({ blank: z.enum(['1']).optional() }));
  const rows = blank ? [...register.rows(estateId).slice(0, 1), ...EXAMPLES] : register.rows(estateId);
  // With its mark, or a Chinese Excel takes it for GBK. The cells are codes of the register: nothing that a spreadsheet runs.
  const bytes = Buffer.from(`\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`);
  call.res.writeHead(200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Length': bytes.length,
    'Content-Disposition': contentDisposition(
      'attachment',
      blank ? 'register-template.csv' : `register-${estateId}.csv`,
    ),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  call.res.end(bytes);
}

const EXAMPLES = [
  ['1', '', '1', '101'],
  ['3', '2', '5', '501'],
];

/** POST register/:estate/preview?mode=: the body is a CSV or XLSX; what it would change, row by row where it cannot. */
export async function previewRegister(call: StaffCall): Promise<RegisterPreview> {
  const { estateId, register } = bookOf(call);
  const plan = await register.plan(estateId, await tableIn(call));
  return toPreview(call, estateId, plan);
}

/** POST register/:estate?mode=&mark=: the same table again, put in force as it was shown. */
export async function applyRegister(call: StaffCall): Promise<{ homes: number }> {
  const { desk, me } = call;
  const { estateId, register } = bookOf(call);
  const table = await tableIn(call);
  const plan = await register.plan(estateId, table);
  if (plan.mark !== call.query.get('mark'))
    throw new Refusal(409, 'moved-on', 'The register or the table has changed.');
  if (plan.errors.length > 0) throw new Refusal(409, 'not-ready', 'Some rows cannot be used.');
  await apply(register, estateId, table);
  const detail = { added: plan.added.length, removed: plan.removed.length, changed: plan.changed.length };
  const entry = { actor: actorOf(me), action: 'register.import', subject: `estate:${estateId}`, estateId, detail };
  await desk.storage.transact((tx) => writeAudit(tx, entry, desk.clock.now()));
  return { homes: plan.homes };
}

async function apply(register: RegisterDesk, estateId: string, table: RegisterTable): Promise<void> {
  try {
    await register.apply(estateId, table);
  } catch (error) {
    if (!(error instanceof HandbookError)) throw error;
    throw new Refusal(409, 'handbook-refused', 'The handbook does not take this register as it stands.');
  }
}

async function tableIn({ req, query }: StaffCall): Promise<RegisterTable> {
  const wish = readQuery(query, z.object({ mode }).loose());
  const bytes = await readBytes(req, MOST_BYTES);
  try {
    return { rows: await readTable(bytes), mode: wish.mode };
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error;
    throw new Refusal(415, 'table-refused', `The table cannot be read: ${error.fault}.`);
  }
}

async function toPreview({ desk }: StaffCall, estateId: string, plan: RegisterPlan): Promise<RegisterPreview> {
  const inUse = await homesInUse(desk.storage.reader, { estateId, unitCodes: plan.removed }, desk.clock.now());
  return {
    rows: plan.rows,
    homes: plan.homes,
    errors: some(plan.errors),
    added: some(plan.added),
    removed: some(plan.removed),
    changed: some(plan.changed),
    inUse: some(inUse),
    problems: plan.problems.slice(0, SHOWN).map(({ zh, en }) => ({ zh, en })),
    mark: plan.mark,
  };
}

function some<T>(list: readonly T[]): Some<T> {
  return { total: list.length, first: list.slice(0, SHOWN) };
}

/** @throws Refusal 404 for an estate that is not one's own */
function bookOf(call: StaffCall): { estateId: string; register: RegisterDesk } {
  const { estate: estateId = '' } = call.params;
  demandEstate(call, estateId);
  if (!call.desk.register) throw notFound();
  return { estateId, register: call.desk.register };
}
