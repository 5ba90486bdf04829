import { randomUUID } from 'node:crypto';
import { CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Lake } from '../lake/lake.ts';
import { withBody } from '../lake/line.ts';
import { countLetters, deadLetters } from './dead-letters.ts';
import { eraserOf } from './eraser-of.ts';
import { findTickets } from './find-tickets.ts';
import { type KnownAs, learnFrom } from './known-as.ts';
import type { ErasureCounts, ErasurePlan, ErasureRequest, Forgotten } from './request.ts';

/**
 * Finds out what a request means for what is stored now; nothing is changed.
 *
 * @throws CasebookError `ticket-not-found`, `ticket-ambiguous`, `person-not-found`.
 */
export async function planErasure(
  database: Database,
  lake: Lake,
  request: ErasureRequest,
): Promise<ErasurePlan> {
  const subject =
    request.kind === 'person'
      ? {
          ticketIds: [],
          keys: [],
          othersKeys: [],
          person: await findPerson(database, lake, request.accountId),
        }
      : { ...(await findTickets(database, lake, request)), person: null };
  const plan = { id: randomUUID(), kind: request.kind, at: Date.now(), ...subject };
  const found = await count(database, lake, plan);
  if (request.kind === 'person' && found.changedLines + found.lines + found.deadLetters === 0)
    throw new CasebookError('person-not-found', request.accountId);
  return { ...plan, found };
}

async function findPerson(database: Database, lake: Lake, accountId: string): Promise<Forgotten> {
  const known: KnownAs = { ids: new Set([accountId]), names: new Set(), addresses: new Set() };
  const needle = JSON.stringify(accountId).slice(1, -1);
  for await (const line of lake.stored()) {
    if (line.bodyBytes.includes(needle)) learnFrom(withBody(line).record, known);
  }
  for await (const { record } of deadLetters(database)) if (record) learnFrom(record, known);
  return {
    ids: [...known.ids],
    names: [...known.names],
    addresses: [...known.addresses],
    pseudonym: `erased-${randomUUID()}`,
  };
}

async function count(
  database: Database,
  lake: Lake,
  plan: Omit<ErasurePlan, 'found'>,
): Promise<ErasureCounts> {
  const eraser = eraserOf(plan);
  const gone = new Set(plan.ticketIds);
  const changed = new Set<string>();
  let [lines, changedLines] = [0, 0];
  for await (const line of lake.stored()) {
    const { externalId } = line.head.record;
    if (!eraser.mayConcern(line.bodyBytes, line.head.record)) continue;
    const { record } = withBody(line);
    const rest = eraser.erase(record);
    if (rest === null) lines += 1;
    else if (rest !== record) {
      changedLines += 1;
      changed.add(externalId);
    }
  }
  const rows = await database.selectFrom('tickets').select('id').execute();
  return {
    tickets: rows.filter(({ id }) => gone.has(id)).length,
    changedTickets: rows.filter(({ id }) => changed.has(id)).length,
    lines,
    changedLines,
    deadLetters: await countLetters(database, eraser),
  };
}
