import type { Selectable } from 'kysely';
import { type Database, insertInGroups, type LedgerTable, transact } from '../../platform/database/index.ts';
import { type Counts, type DayCounts, DIFFERENCES, type Difference, type DifferenceKind } from './compare.ts';
import type { Compared } from './source.ts';

/** A difference that was found, and whether it is still there. */
export interface NamedDifference extends Difference {
  readonly kind: DifferenceKind;
  readonly left: boolean;
}

/** A comparison with Jira, as it ended. */
export interface LedgerCheck {
  readonly id: number;
  readonly scope: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** It only looked. */
  readonly dryRun: boolean;
  readonly found: Readonly<Record<DifferenceKind, number>>;
  /** How it stands after what was found has been mended. */
  readonly total: Counts;
  /** The first of each kind. */
  readonly named: readonly NamedDifference[];
}

export interface Ledger {
  /** The newest one; null before the first. */
  readonly check: LedgerCheck | null;
  /** By project and day of creation, as the newest one left them that did not only look. */
  readonly days: readonly DayCounts[];
}

/** Named of each kind: who wants to read more of them has another problem. */
const MOST_NAMED = 1000;
const CHECKS_KEPT = 100;

export async function keepCheck(
  database: Database,
  scope: string,
  { found, left }: Compared,
  { startedAt, dryRun }: Pick<LedgerCheck, 'startedAt' | 'dryRun'>,
): Promise<void> {
  const finished_at = Date.now();
  const outcome: Pick<LedgerCheck, 'found' | 'total' | 'named'> = {
    found: { missing: found.missing.length, stale: found.stale.length, extra: found.extra.length },
    total: left.total,
    named: DIFFERENCES.flatMap((kind) => {
      const still = new Set(left[kind].map(({ id }) => id));
      return found[kind].slice(0, MOST_NAMED).map((each) => ({ ...each, kind, left: still.has(each.id) }));
    }),
  };
  await transact(database, async (tx) => {
    const { id } = await tx
      .insertInto('ledger_checks')
      .values({
        scope,
        started_at: startedAt,
        finished_at,
        dry_run: dryRun ? 1 : 0,
        outcome_json: JSON.stringify(outcome),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .deleteFrom('ledger_checks')
      .where('id', '<=', id - CHECKS_KEPT)
      .execute();
    if (dryRun) return;
    await tx.deleteFrom('ledger').where('scope', '=', scope).execute();
    const rows = left.days.map((day) => ({ scope, ...day, checked_at: finished_at }));
    await insertInGroups(rows, (group) => tx.insertInto('ledger').values(group).execute());
  });
}

/** The newest comparison of a scope; null before the first. */
export async function readCheck(database: Database, scope: string): Promise<LedgerCheck | null> {
  const row = await database
    .selectFrom('ledger_checks')
    .selectAll()
    .where('scope', '=', scope)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    scope,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    dryRun: row.dry_run === 1,
    ...(JSON.parse(row.outcome_json) as Pick<LedgerCheck, 'found' | 'total' | 'named'>),
  };
}

export async function readLedger(database: Database, scope: string): Promise<Ledger> {
  const days = await database
    .selectFrom('ledger')
    .selectAll()
    .where('scope', '=', scope)
    .orderBy('project')
    .orderBy('day')
    .execute();
  return { check: await readCheck(database, scope), days: days.map(dayFrom) };
}

function dayFrom({ scope: _, checked_at: __, ...day }: Selectable<LedgerTable>): DayCounts {
  return day;
}
