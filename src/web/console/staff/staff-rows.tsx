import type { StaffEntry } from '#console/accounts/staff-api.ts';
import { linkTo } from '../frame/route.ts';
import { type Column, LinkTable } from '../frame/table.tsx';
import { useWords } from '../text/language.tsx';
import { named } from '../text/named.ts';
import { SaidTime } from '../text/said-time.tsx';
import { useEstatesText } from './use-estates-text.ts';

/** Accounts as a table, where there is room for one. */
export function StaffTable({ rows }: { rows: readonly StaffEntry[] }) {
  const words = useWords();
  const { staff } = words;
  const estates = useEstatesText();
  const columns: Column<StaffEntry>[] = [
    { title: staff.displayName, width: 200, cell: ({ displayName }) => displayName },
    { title: staff.name, width: 200, cell: ({ name }) => name },
    { title: staff.role, width: 120, cell: ({ role }) => named(words.roles, role) },
    { title: staff.estates, cell: estates },
    { title: staff.factor, width: 150, cell: (entry) => (entry.secondFactor ? staff.factorOn : staff.factorOff) },
    { title: staff.lastIn, width: 150, cell: (entry) => <LastIn entry={entry} /> },
    { title: staff.state, width: 100, cell: (entry) => <State entry={entry} /> },
  ];
  return <LinkTable label={staff.title} rows={rows} columns={columns} linkOf={({ id }) => linkTo('staff', id)} />;
}

/** The same as short rows, for a phone and beside the open one. */
export function StaffRows({ rows, openId }: { rows: readonly StaffEntry[]; openId: string | undefined }) {
  const words = useWords();
  const estates = useEstatesText();
  return rows.map((entry) => (
    <a
      key={entry.id}
      className="row"
      href={linkTo('staff', entry.id)}
      aria-current={entry.id === openId ? 'true' : undefined}
    >
      <span className="row-head">
        <span className="row-title" title={entry.displayName}>
          {entry.displayName}
        </span>
        <State entry={entry} />
      </span>
      <span className="row-about">
        {named(words.roles, entry.role)} · {estates(entry)}
      </span>
      <span className="row-about">
        {words.staff.lastIn} <LastIn entry={entry} />
      </span>
    </a>
  ));
}

function LastIn({ entry: { lastSignInAt } }: { entry: StaffEntry }) {
  const { staff } = useWords();
  return lastSignInAt === null ? staff.never : <SaidTime at={lastSignInAt} />;
}

function State({ entry: { disabledAt } }: { entry: StaffEntry }) {
  const { staff } = useWords();
  const state = disabledAt === null ? 'active' : 'disabled';
  return (
    <span className="staff-state" data-state={state}>
      {named(staff.states, state)}
    </span>
  );
}
