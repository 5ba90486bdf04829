import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { RawRecord } from '../../../domain/index.ts';
import { LARGEST_RECORD } from '../../limits.ts';
import { cellIn } from '../csv/cell.ts';
import type { RowBody } from '../csv/contract.ts';
import type { DateReading } from '../csv/time.ts';
import type { CsvDialect } from './csv-rows.ts';
import { type Frame, isTooLarge } from './frame.ts';
import { megabytes, unreadable } from './unreadable.ts';

const windows1252 = new TextDecoder('windows-1252');

/**
 * The cells of a row.
 *
 * @throws Error where its quotes do not fit together.
 */
export function cellsOf(bytes: Buffer, { delimiter }: CsvDialect): string[] {
  // Of a line end of two bytes, the first is still there.
  const row = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
  const rows: string[][] = parse(textOf(row), {
    delimiter: String.fromCharCode(delimiter),
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // The row has been cut out already: any other line end in it is text.
    record_delimiter: ['\r\n', '\n'],
  });
  return rows.flat();
}

/** UTF-8 where the bytes are that; else what Excel writes in Western countries. Of each row by itself. */
function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}

/** Reads a row below this header, or says why it cannot be read. Null for a row of empty cells, which is no record. */
export function csvRecord(
  frame: Frame,
  header: readonly string[],
  dialect: CsvDialect,
  reading: DateReading,
  fetchedAt: number,
): RawRecord | null {
  const refuse = (reason: string, rule = 'broken-row') =>
    unreadable(frame, 'jira-csv', { rule, reason: `line ${frame.line}: ${reason}` }, fetchedAt);
  if (isTooLarge(frame))
    return refuse(
      `${megabytes(frame.size)}, more than the ${megabytes(LARGEST_RECORD)} of a record; is a quote open?`,
      'too-large',
    );
  let cells: string[];
  try {
    cells = cellsOf(frame.bytes, dialect);
  } catch {
    return refuse('a quote is opened and not closed until the end of the file');
  }
  if (cells.every((cell) => cell.trim() === '')) return null;
  if (cells.length !== header.length)
    return refuse(`${cells.length} cells under a header of ${header.length} columns`);
  const body = rowBody(header, cells, reading);
  return {
    source: 'jira',
    kind: 'issue',
    format: 'jira-csv',
    externalId: cellIn(body, 'id'),
    body,
    fetchedAt,
    place: `line ${frame.line}`,
  };
}

/** Columns of one name become one list, without the empty cells: how many of them a file has says nothing. */
function rowBody(header: readonly string[], cells: readonly string[], reading: DateReading): RowBody {
  const named = new Map<string, string[]>();
  for (const [at, cell] of cells.entries()) {
    if (cell === '') continue;
    const name = header[at] as string;
    const known = named.get(name);
    if (known) known.push(cell);
    else named.set(name, [cell]);
  }
  const { timeZone, dateOrder } = reading;
  return { timeZone, dateOrder, cells: Object.fromEntries(named) };
}
