/** Where a page of a list ends, newest first: time and id of its last row. */
export interface PageEnd {
  at: number;
  id: string;
}

/** One page of rows, and where it ended when there are more. */
export interface Page<Row> {
  rows: Row[];
  end: PageEnd | undefined;
}

/** Cuts the one row too many that shows whether there is another page. */
export function cutPage<Row extends { id: string; created_at: number }>(rows: Row[], limit: number): Page<Row> {
  if (rows.length <= limit) return { rows, end: undefined };
  const kept = rows.slice(0, limit);
  const last = kept[limit - 1];
  return { rows: kept, end: last && { at: last.created_at, id: last.id } };
}
