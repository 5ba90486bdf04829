import type { RawRecord } from '../domain/index.ts';
import { cellIn } from './sources/csv/cell.ts';
import type { RowBody } from './sources/csv/contract.ts';

/** The ticket key that a record names, which nothing has checked yet; null where it names none. */
export function keyOf({ format, body, fault }: RawRecord): string | null {
  if (fault) return null;
  const key =
    format === 'jira-csv' ? cellIn(body as RowBody, 'key') : (body as { key?: unknown } | null)?.key;
  return typeof key === 'string' ? key : null;
}
