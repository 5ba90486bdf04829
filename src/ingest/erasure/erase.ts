import type { Transaction } from 'kysely';
import {
  type Database,
  inGroups,
  type Schema,
  transact,
  wipeFreeSpace,
} from '../../platform/database/index.ts';
import type { InTurn } from '../../platform/turns/index.ts';
import { writeStates } from '../apply.ts';
import { type Accepted, gate } from '../gate.ts';
import type { Intake } from '../intake.ts';
import type { Lake } from '../lake/lake.ts';
import { type LakeLine, withBody } from '../lake/line.ts';
import { type AuditEntry, audit } from './audit.ts';
import { eraseInLetters } from './dead-letters.ts';
import { rememberErased } from './erased-tickets.ts';
import { eraserOf } from './eraser-of.ts';
import { endIntent, keepIntent, readIntent } from './intent.ts';
import { planErasure } from './plan.ts';
import type { ErasurePlan, ErasureRequest } from './request.ts';
import { staleLines } from './stale-lines.ts';

export interface ErasureParts {
  readonly database: Database;
  readonly lake: Lake;
  readonly lakeFolder: string;
  readonly intake: Pick<Intake, 'inTurn' | 'recover' | 'erased'>;
  readonly index: {
    /** Does what no indexing may come into. */
    readonly inTurn: InTurn;
    /** Takes tickets out of every index, also the text that is kept for it; removes its files, also for no tickets. */
    readonly remove: (ticketIds: readonly string[]) => Promise<void>;
  };
  /** Called when tickets were changed: there is work for the index. */
  readonly onChanged: () => void;
}

/** Takes out of what is stored what people ask for. Everything else only ever adds. */
export interface Erasure {
  /**
   * What a request means, without doing it.
   *
   * @throws CasebookError `ticket-not-found`, `ticket-ambiguous`, `person-not-found`.
   */
  plan(request: ErasureRequest): Promise<ErasurePlan>;
  /**
   * Erases, and resolves when no file of the installation holds it any more.
   *
   * @throws CasebookError as `plan` does, with nothing changed but that no index has a file; what goes wrong later is finished by the next erasure or
   * the next start.
   */
  erase(request: ErasureRequest): Promise<ErasurePlan>;
  /** Finishes an erasure that an earlier process left in hand; returns whether there was one. */
  finish(): Promise<boolean>;
  /** Whether one was begun and is not done. */
  isLeft(): Promise<boolean>;
}

/** Tickets written or removed at a time. */
const GROUP = 50;

export function createErasure(parts: ErasureParts): Erasure {
  const { database, lake, lakeFolder, intake, index, onChanged } = parts;

  async function finish(): Promise<boolean> {
    const intent = await readIntent(database);
    if (!intent) return false;
    const entry = intent.phase === 'erase' ? await eraseAsPlanned(intent.plan) : intent.entry;
    await wipeFreeSpace(database);
    await audit(lakeFolder, entry);
    await endIntent(database);
    return true;
  }

  /** Safe to do again from its beginning: what is done already is found so. */
  async function eraseAsPlanned(plan: ErasurePlan): Promise<AuditEntry> {
    const eraser = eraserOf(plan);
    await lake.rewrite((line) => {
      if (!eraser.mayConcern(line.bodyBytes, line.head.record)) return 'keep';
      const { record } = withBody(line);
      const rest = eraser.erase(record);
      if (rest === null) return 'drop';
      return rest === record ? 'keep' : { bodyText: JSON.stringify(rest.body) };
    });
    const { id, kind, at, found } = plan;
    const entry: AuditEntry = { id, kind, at: new Date(at).toISOString(), ...found };
    await index.inTurn(async () => {
      const stale = await staleLines(database, lake);
      const concerned = [...plan.ticketIds, ...stale.tickets];
      await index.remove([]);
      for await (const group of inGroups(concerned, GROUP)) await index.remove(group);
      await writeAnew(stale.seqs);
      await transact(database, async (tx) => {
        const letters = await eraseInLetters(tx, eraser);
        const lines = await forgetTickets(tx, plan.ticketIds);
        await tx
          .insertInto('erasures')
          .values({ id, kind, at, records: lines + letters })
          .execute();
        await keepIntent(tx, { phase: 'clean', entry });
      });
    });
    onChanged();
    return entry;
  }

  /** Removes all rows of the tickets; returns how many lines of the lake they had been made from. */
  async function forgetTickets(tx: Transaction<Schema>, ids: readonly string[]): Promise<number> {
    let lines = 0;
    await rememberErased(tx, ids);
    for await (const group of inGroups(ids, GROUP)) {
      await tx.deleteFrom('tickets').where('id', 'in', group).execute();
      await tx.deleteFrom('tombstones').where('ticket_id', 'in', group).execute();
      await tx.deleteFrom('webhook_work').where('issue_id', 'in', group).execute();
      await tx.deleteFrom('former_keys').where('ticket_id', 'in', group).execute();
      // The index has let go of them for good by now.
      await tx.deleteFrom('index_removals').where('ticket_id', 'in', group).execute();
      const { numDeletedRows } = await tx
        .deleteFrom('lake_records')
        .where('external_id', 'in', group)
        .executeTakeFirstOrThrow();
      lines += Number(numDeletedRows);
    }
    return lines;
  }

  /** Makes rows of the lake's lines as they are now. */
  async function writeAnew(seqs: ReadonlySet<number>): Promise<void> {
    for await (const group of inGroups(linesOf(seqs), GROUP)) await writeGroup(group);
  }

  async function* linesOf(seqs: ReadonlySet<number>): AsyncGenerator<LakeLine> {
    for await (const line of lake.stored()) if (seqs.has(line.head.seq)) yield withBody(line);
  }

  async function writeGroup(group: readonly LakeLine[]): Promise<void> {
    await transact(database, async (tx) => {
      for (const { seq, digest } of group)
        await tx.updateTable('lake_records').set({ digest }).where('seq', '=', seq).execute();
      const seqs = group.map(({ seq }) => seq);
      const rows = await tx.selectFrom('tickets').select('lake_seq').where('lake_seq', 'in', seqs).execute();
      const current = new Set(rows.map(({ lake_seq }) => lake_seq));
      const written: { seq: number; accepted: Accepted }[] = [];
      for (const { seq, record } of group) {
        if (!current.has(seq)) continue;
        const verdict = gate(record);
        if ('accepted' in verdict) written.push({ seq, accepted: verdict.accepted });
        // The contract has grown stricter since: a rebuild would not make this ticket either.
        else await tx.deleteFrom('tickets').where('lake_seq', '=', seq).execute();
      }
      await writeStates(tx, written);
    });
  }

  /** An index's file may know words of what Jira withdrew before, where no row and no line has them any more. */
  const forgetWords = () => index.inTurn(() => index.remove([]));

  const inTurn = <T>(work: () => Promise<T>) =>
    intake.inTurn(async () => {
      await intake.recover();
      await finish();
      return work();
    });

  return {
    plan: (request) => inTurn(() => planErasure(database, lake, request)),
    erase: (request) =>
      inTurn(async () => {
        const plan = await planErasure(database, lake, request).catch(async (error) => {
          await forgetWords();
          throw error;
        });
        if (Object.values(plan.found).every((count) => count === 0)) {
          await forgetWords();
          return plan;
        }
        await keepIntent(database, { phase: 'erase', plan });
        intake.erased(plan);
        await finish();
        return plan;
      }),
    finish: () => intake.inTurn(finish),
    isLeft: async () => (await readIntent(database)) !== null,
  };
}
