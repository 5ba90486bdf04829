import { z } from 'zod';
import { type Document, documentSchema, type Worklog } from '../../../../domain/index.ts';
import { LONGEST_ID } from '../../../limits.ts';
import { jiraTime, visibility } from '../contract.ts';
import type { LenientReader } from './lenient.ts';
import { somebody } from './person.ts';

const page = z.looseObject({ worklogs: z.unknown(), total: z.number().optional() });

/** @param readWiki makes a document of a comment that is wiki markup, as Data Center gives them. */
export function worklogsFrom(
  fields: Readonly<Record<string, unknown>>,
  readWiki: (text: string) => Document,
  reader: LenientReader,
): Worklog[] {
  const worklog = z
    .looseObject({
      id: z.coerce.string().max(LONGEST_ID),
      author: somebody,
      started: jiraTime,
      timeSpentSeconds: z.number().nonnegative(),
      visibility: visibility.optional(),
      comment: z.union([documentSchema, z.string().transform(readWiki)]).nullish(),
    })
    .transform(
      ({ id, author, started, timeSpentSeconds, visibility: given, comment }): Worklog => ({
        id,
        author,
        started,
        seconds: timeSpentSeconds,
        visibility: given
          ? { kind: given.type, id: given.identifier ?? given.value, name: given.value }
          : { kind: 'public' },
        comment: comment ?? null,
      }),
    );
  const given = reader.one('worklogs', fields.worklog, page);
  if (!given) return [];
  const there = Array.isArray(given.worklogs) ? given.worklogs.length : 0;
  if (there < (given.total ?? 0)) reader.note('worklogs', `${there} of ${given.total} were given`);
  return unique(reader.each('worklogs', given.worklogs, worklog)).sort((a, b) => a.started - b.started);
}

/** Ids tell which access belongs to which. */
export function unique<T extends { readonly id: string }>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [value.id, value])).values()];
}
