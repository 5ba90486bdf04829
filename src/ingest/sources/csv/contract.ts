import { z } from 'zod';
import { isTimeZone } from '../../../domain/index.ts';
import { LONGEST_LIST, LONGEST_NAME } from '../../limits.ts';
import { issueId, issueKey, issueSummary } from '../jira/contract.ts';
import { type ColumnName, meaningOf, titleOf } from './columns.ts';
import { readComments } from './comment-cell.ts';
import { DATE_ORDERS, type DateReading, readTime } from './time.ts';

/**
 * A row of Jira's CSV export as the lake keeps it: its cells by the name of their column, empty ones left out, and how
 * its dates are to be read, because the row alone does not say it.
 */
export const rowBody = z.object({
  timeZone: z.string().refine(isTimeZone, 'expected the name of a time zone, such as Europe/Berlin'),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  cells: z.record(z.string(), z.array(z.string())),
});

export type RowBody = z.output<typeof rowBody>;

const name = z.string().max(LONGEST_NAME);

/** What a row must hold, once its cells are known by what they mean; issues name the column as Jira does. */
const row = z.object({
  key: issueKey,
  id: issueId.nullable(),
  summary: issueSummary,
  type: name,
  status: name,
  statusCategory: name.nullable(),
  projectKey: name.nullable(),
  projectName: name.nullable(),
  priority: name.nullable(),
  resolution: name.nullable(),
  assignee: name.nullable(),
  assigneeId: name.nullable(),
  reporter: name.nullable(),
  reporterId: name.nullable(),
  created: z.number(),
  updated: z.number().nullable(),
  resolved: z.number().nullable(),
  components: z.array(name).max(LONGEST_LIST),
  labels: z.array(name).max(LONGEST_LIST),
  description: z.string().nullable(),
  environment: z.string().nullable(),
  security: name.nullable(),
  parentKey: name.nullable(),
  comments: z
    .array(
      z.object({
        id: z.string(),
        created: z.number().nullable(),
        author: name.nullable(),
        text: z.string(),
      }),
    )
    .max(LONGEST_LIST),
  links: z
    .array(z.object({ direction: z.enum(['inward', 'outward']), type: name, key: name }))
    .max(LONGEST_LIST),
});

export type CsvRow = z.output<typeof row>;

/** A row's body to what it says; strict in what a ticket needs, open to columns that it does not know. */
export const csvRow = rowBody.transform((body, context): CsvRow => {
  const parsed = row.safeParse(fieldsOf(body, context));
  if (parsed.success && context.issues.length === 0) return parsed.data;
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [column, ...rest] = path;
    context.addIssue({ code: 'custom', message, path: [columnTitle(column), ...rest] });
  }
  return z.NEVER;
});

const DATES = new Set<ColumnName>(['created', 'updated', 'resolved']);
const LISTS = new Set<ColumnName>(['components', 'labels']);

function fieldsOf(body: RowBody, context: z.RefinementCtx): Record<string, unknown> {
  const links: CsvRow['links'] = [];
  const fields: Record<string, unknown> = { ...empty, links };
  for (const [header, cells] of Object.entries(body.cells)) {
    const meaning = meaningOf(header);
    if (!meaning || cells.length === 0) continue;
    if ('link' in meaning) {
      links.push(...cells.map((key) => ({ ...meaning.link, key: key.trim() })));
      continue;
    }
    const { column } = meaning;
    if (column === 'comments') fields[column] = readComments(cells, body);
    else if (column === 'labels') fields[column] = cells.flatMap((cell) => cell.split(/\s+/).filter(Boolean));
    else if (LISTS.has(column)) fields[column] = cells;
    else if (DATES.has(column)) fields[column] = dateIn(cells[0] ?? '', header, body, context);
    // Cloud gives the parent by its numeric id as well.
    else if (column === 'parentKey')
      fields[column] ??= cells.find((cell) => issueKey.safeParse(cell).success) ?? null;
    // Of several names for one thing, the first that the file has.
    else
      fields[column] ??= column === 'description' || column === 'environment' ? cells[0] : cells[0]?.trim();
  }
  return fields;
}

const empty: Record<ColumnName, unknown> = {
  ...Object.fromEntries(Object.keys(row.shape).map((column) => [column, null])),
  components: [],
  labels: [],
  comments: [],
} as Record<ColumnName, unknown>;

function dateIn(cell: string, header: string, reading: DateReading, context: z.RefinementCtx): number | null {
  const time = readTime(cell, reading);
  if ('at' in time) return time.at;
  context.addIssue({ code: 'custom', message: time.problem, path: [header] });
  return 0;
}

function columnTitle(column: PropertyKey | undefined): string {
  return typeof column === 'string' && column in empty && column !== 'links'
    ? titleOf(column as ColumnName)
    : String(column);
}
