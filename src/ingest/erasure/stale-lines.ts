import { type Database, inGroups } from '../../platform/database/index.ts';
import type { Lake } from '../lake/lake.ts';

export interface StaleLines {
  /** Lines that say something else now than when they were applied. */
  readonly seqs: ReadonlySet<number>;
  /** The tickets that they are about. */
  readonly tickets: ReadonlySet<string>;
}

const GROUP = 500;

/** Compares the digest of every line with the one that was applied under its number. */
export async function staleLines(database: Database, lake: Lake): Promise<StaleLines> {
  const [seqs, tickets] = [new Set<number>(), new Set<string>()];
  for await (const group of inGroups(lake.stored(), GROUP)) {
    const heads = new Map(group.map(({ head }) => [head.seq, head]));
    const applied = await database
      .selectFrom('lake_records')
      .select(['seq', 'digest'])
      .where('seq', 'in', [...heads.keys()])
      .execute();
    for (const { seq, digest } of applied) {
      const head = heads.get(seq);
      if (!head || head.digest === digest) continue;
      seqs.add(seq);
      tickets.add(head.record.externalId);
    }
  }
  return { seqs, tickets };
}
