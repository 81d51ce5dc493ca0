/** One row of a figure: what it is called, its numbers, and where they lead. */
export interface FigureRow {
  label: string;
  /** By the columns of the sheet; null where nothing was measured. */
  values: (number | null)[];
  href?: string | undefined;
}

/** A column of numbers; what belongs to the period before is drawn in grey. */
export interface FigureColumn {
  name: string;
  grey?: boolean;
}

/** One question, answered by a chart and the table under it. */
export interface FigureSheet {
  id: string;
  title: string;
  /** What the first column is. */
  head: string;
  columns: FigureColumn[];
  rows: FigureRow[];
  /** Standing columns for what runs with time, lying ones for what has names. */
  shape: 'columns' | 'bars' | 'lines';
  /** What the numbers are; seconds are said in minutes. */
  unit: 'count' | 'seconds';
  notes: string[];
}
