import { z } from 'zod';
import type { Change, ChangedValue } from '../../../../domain/index.ts';
import { LONGEST_ID } from '../../../limits.ts';
import { jiraTime } from '../contract.ts';
import type { LenientReader } from './lenient.ts';
import { somebody } from './person.ts';

/** Words where Jira has them, else the id that they stand for. */
function said(item: Readonly<Record<string, unknown>>, words: string, id: string): string | null {
  // `toString` is a member of every object: only the item's own one is Jira's.
  const told = [words, id].map((name) => (Object.hasOwn(item, name) ? item[name] : null));
  const value = told.find((each) => typeof each === 'string' && each !== '');
  return typeof value === 'string' ? value : null;
}

const item = z.looseObject({ field: z.string() }).transform(
  (given): ChangedValue => ({
    field: given.field,
    from: said(given, 'fromString', 'from'),
    to: said(given, 'toString', 'to'),
  }),
);

const change: z.ZodType<Change> = z.looseObject({
  id: z.coerce.string().max(LONGEST_ID),
  author: somebody,
  created: jiraTime,
  items: z.array(item),
});

const changelog = z.looseObject({ histories: z.unknown(), total: z.number().optional() });

/** Who changed what when, oldest first; a history that is there in part says so. */
export function historyFrom(issue: Readonly<Record<string, unknown>>, reader: LenientReader): Change[] {
  const given = reader.one('history', issue.changelog, changelog);
  if (!given) return [];
  const { histories, total = 0 } = given;
  const there = Array.isArray(histories) ? histories.length : 0;
  if (there < total) reader.note('history', `${there} of ${total} changes were given`);
  return reader
    .each('history', histories, change)
    .map(({ id, author, created, items }) => ({ id, author, created, items }))
    .sort((a, b) => a.created - b.created);
}
