import { CasebookError } from '../../../domain/index.ts';
import { missingColumns } from '../csv/columns.ts';
import { cellsOf } from './csv-record.ts';
import type { CsvDialect } from './csv-rows.ts';
import type { FileFormat } from './format.ts';

/** How a file is to be cut into records. */
export type Recognised =
  /** An issue on each line. */
  | { readonly format: 'jsonl' }
  /** Arrays of issues, search answers (`pages`), or issues over several lines. */
  | { readonly format: 'json'; readonly pages: boolean }
  | { readonly format: 'csv'; readonly dialect: CsvDialect };

const EXPECTED =
  'expected issues as JSON (one on each line, an array, or {"issues": […]}) or a CSV export of Jira';

const DELIMITERS = [',', ';', '\t', '|'];

/** Beginnings, in lower case, of files that people take for exports, and what those are. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['pk\u0003\u0004', 'a ZIP or Excel file: unpack it, or save it as CSV'],
  ['\u00f0\u00ef\u0011\u00e0', 'an old Excel file: save it as CSV'],
  ['\u001f\u008b', 'a file that was compressed twice: unpack it once'],
  ['%pdf', 'a PDF'],
  ['<?xml', 'XML: export CSV instead'],
  ['<rss', 'XML: export CSV instead'],
  ['<!doctype', 'a web page, as Jira gives to who is not logged in'],
  ['<html', 'a web page, as Jira gives to who is not logged in'],
];

/**
 * Says how a file is written, by what it begins with; `wanted` settles the format where the beginning does not show it.
 *
 * @throws CasebookError `import-format`, naming what was expected and what was found.
 */
export function recognise(head: Buffer, wanted: FileFormat | null): Recognised {
  if (head.length === 0) throw new CasebookError('import-format', `The file is empty; ${EXPECTED}.`);
  const text = head.toString('latin1').trimStart();
  const beginning = text.slice(0, 10).toLowerCase();
  const other = OTHERS.find(([others]) => beginning.startsWith(others));
  if (other) throw new CasebookError('import-format', `It is ${other[1]}; ${EXPECTED}.`);
  const isJson = /^[{[]/.test(text);
  if (isJson && wanted === null && !text.includes('"fields"'))
    throw new CasebookError(
      'import-format',
      `It is JSON, but issues have "fields" and this has none; ${EXPECTED}.`,
    );
  const format = wanted ?? (isJson ? formatOfJson(text) : null);
  if (format === 'jsonl') return { format };
  if (format === 'json') return { format, pages: isPage(text) };
  const csv = csvDialect(head);
  if ('dialect' in csv) return { format: 'csv', dialect: csv.dialect };
  if (wanted === null && /^[ \t]*\{"/m.test(text)) return { format: 'jsonl' };
  throw new CasebookError('import-format', `${csv.problem}; ${EXPECTED}.`);
}

/** An issue on each line, unless the first line ends within an array, a search answer or an object of several lines. */
function formatOfJson(text: string): 'jsonl' | 'json' {
  if (text.startsWith('[') || isPage(text)) return 'json';
  const lineEnd = text.indexOf('\n');
  const next = lineEnd < 0 ? '' : text.slice(lineEnd).trimStart().slice(0, 1);
  return next !== '' && '"}]'.includes(next) ? 'json' : 'jsonl';
}

/** Whether a search answer begins: an object that has a list of `issues` among its own keys. */
function isPage(text: string): boolean {
  let depth = 0;
  // A string that the head cuts off matches too, or each quote in it would be tried again.
  const special = /"(?:[^"\\]|\\[\s\S]?)*(?:"(?:\s*:\s*\[)?|$)|[{}[\]]/g;
  for (const [match] of text.matchAll(special)) {
    if (match.startsWith('"')) {
      const isList = match.endsWith('[');
      if (depth === 1 && isList && match.startsWith('"issues"')) return true;
      if (isList) depth += 1;
    } else {
      depth += match === '{' || match === '[' ? 1 : -1;
      if (depth === 0) return false;
    }
  }
  return false;
}

/** The dialect whose reading of the first row has the most of the columns that must be there. */
function csvDialect(head: Buffer): { readonly dialect: CsvDialect } | { readonly problem: string } {
  const rowEnd = head.includes(0x0a) ? 0x0a : 0x0d;
  const end = head.indexOf(rowEnd);
  const first = head.subarray(0, end < 0 ? head.length : end);
  const candidates = DELIMITERS.map((sign) => {
    const dialect = { delimiter: sign.charCodeAt(0), rowEnd };
    return { dialect, missing: missingColumns(headerIn(first, dialect)) };
  });
  const best = candidates.reduce((a, b) => (b.missing.length < a.missing.length ? b : a));
  if (best.missing.length === 0) return { dialect: best.dialect };
  const beginning = JSON.stringify(first.toString('utf8', 0, 60).trim());
  const isHeader = best.missing.length < (candidates[0]?.missing.length ?? 0) || best.missing.length < 4;
  return {
    problem: isHeader
      ? `The CSV file lacks the columns ${best.missing.join(', ')}`
      : `It begins with ${beginning}; as a CSV export it would lack the columns ${best.missing.join(', ')}`,
  };
}

function headerIn(row: Buffer, dialect: CsvDialect): string[] {
  try {
    return cellsOf(row, dialect);
  } catch {
    return [];
  }
}
