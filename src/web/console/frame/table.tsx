import type { MouseEvent, ReactNode } from 'react';
import { goTo } from './route.ts';

/** One column: its title, its width in pixels (the one without takes the rest), and what stands in a row. */
export interface Column<T> {
  title: string;
  width?: number;
  cell(row: T): ReactNode;
}

interface Props<T> {
  label: string;
  columns: Column<T>[];
  rows: readonly T[];
  /** Where a row leads; its first cell is the link. */
  linkOf(row: T): string;
}

/**
 * A table whose rows lead somewhere. A plain one rather than Ant Design's, which measures scroll bars with a style that the
 * page's security policy refuses.
 */
export function LinkTable<T extends { id: string }>({ label, columns, rows, linkOf }: Props<T>) {
  const follow = (event: MouseEvent, link: string) => {
    const chose = window.getSelection()?.type === 'Range';
    if (!chose && !(event.target instanceof HTMLAnchorElement)) goTo(link);
  };
  return (
    <table className="table" aria-label={label}>
      <colgroup>
        {columns.map(({ title, width }) => (
          <col key={title} width={width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const link = linkOf(row);
          return (
            // The link in the first cell serves the keyboard.
            <tr key={row.id} onClick={(event) => follow(event, link)}>
              {columns.map(({ title, cell }, place) => (
                <td key={title}>
                  {place === 0 ? (
                    <a className="cell-link" href={link}>
                      {cell(row)}
                    </a>
                  ) : (
                    cell(row)
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
