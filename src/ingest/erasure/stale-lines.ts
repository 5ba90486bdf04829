import type { Database } from '../../platform/database/index.ts';
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
  let group = new Map<number, { id: string; digest: string }>();

  async function compareGroup(): Promise<void> {
    const applied = await database
      .selectFrom('lake_records')
      .select(['seq', 'digest'])
      .where('seq', 'in', [...group.keys()])
      .execute();
    for (const { seq, digest } of applied) {
      const line = group.get(seq);
      if (!line || line.digest === digest) continue;
      seqs.add(seq);
      tickets.add(line.id);
    }
    group = new Map();
  }

  for await (const { head } of lake.stored()) {
    group.set(head.seq, { id: head.record.externalId, digest: head.digest });
    if (group.size === GROUP) await compareGroup();
  }
  if (group.size > 0) await compareGroup();
  return { seqs, tickets };
}
