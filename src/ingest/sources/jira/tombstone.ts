import { z } from 'zod';
import { nameAt, type RawRecord, type SiteName, sourceAt } from '../../../domain/index.ts';
import { issueId } from './contract.ts';

/** What Jira says of an issue that it was asked for by its id and does not give: it is deleted, or closed to the account. */
export interface Tombstone {
  readonly id: string;
}

/** Nothing else is known of it, and nothing that was known may stay. */
export const tombstone: z.ZodType<Tombstone> = z.strictObject({ id: issueId });

/**
 * @param id as its site has it.
 * @param fetchedAt when Jira was asked, in epoch milliseconds.
 */
export function tombstoneRecord(id: string, fetchedAt: number, site: SiteName = null): RawRecord {
  return {
    source: sourceAt(site),
    kind: 'tombstone',
    format: 'jira-v3',
    externalId: nameAt(site, id),
    body: { id } satisfies Tombstone,
    fetchedAt,
    atJira: true,
  };
}
