import { stringify } from 'csv-stringify/browser/esm/sync';
import type { FigureSheet } from './sheet.ts';

/** The address of a figure's table as CSV, as Excel reads it; what would be a formula there stands as text. */
export function csvOf({ head, columns, rows }: Pick<FigureSheet, 'head' | 'columns' | 'rows'>): string {
  const lines = [[head, ...columns.map(({ name }) => name)], ...rows.map(({ label, values }) => [label, ...values])];
  const text = stringify(lines, { escape_formulas: true, record_delimiter: 'windows' });
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${text}`)}`;
}

/** Lets the browser save what stands under an address of ours. */
export function saveFile(name: string, address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[\\/:*?"<>|\s]+/g, '-');
  link.click();
}
