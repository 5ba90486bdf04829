import { type ColumnName, meaningOf } from './columns.ts';
import type { RowBody } from './contract.ts';

/** What the first column of this meaning says; null where there is none, or nothing in it. */
export function cellIn({ cells }: RowBody, column: ColumnName): string | null {
  for (const [header, values] of Object.entries(cells)) {
    const meaning = meaningOf(header);
    if (meaning && 'column' in meaning && meaning.column === column) return values[0]?.trim() ?? null;
  }
  return null;
}
