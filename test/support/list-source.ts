import type { TicketSource } from '../../src/ingest/sources/source.ts';
import { record } from './issue.ts';

/** A source that hands over these issues, a batch at a time, and remembers from where it was asked to read. */
export function listSource(
  ...batches: readonly unknown[][]
): TicketSource & { readonly askedFrom: (number | null)[] } {
  const askedFrom: (number | null)[] = [];
  return {
    scope: 'list',
    askedFrom,
    async changesSince(position) {
      askedFrom.push(position);
      return {
        position: 1,
        batches: (async function* () {
          for (const [i, issues] of batches.entries())
            yield {
              records: issues.map(record),
              refused: [],
              announced: batches.flat().length,
              announcedAll: i === batches.length - 1,
            };
        })(),
      };
    },
  };
}
