import { type Asker, CasebookError } from '../../domain/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { OpenGeneration } from '../generations.ts';
import { readableNow } from '../readable-now.ts';
import { type LinkedHead, linkedHeads, type TicketHead } from '../tickets.ts';
import type { Calibration } from './calibration.ts';
import { type Comparing, type Comparison, compareWithNearest } from './compare.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { featuresOf } from './features.ts';
import { type Connection, connectionBetween } from './links.ts';
import { probabilityOf } from './logistic.ts';

/** What similar tickets are found with. */
export interface SimilarTarget {
  readonly database: Database;
  readonly active: Pick<OpenGeneration, 'index' | 'generation'>;
  readonly calibration: Calibration;
}

/** That two tickets are one matter: how probably, and why. */
export interface Proposal {
  readonly probability: number;
  readonly similarity: number;
  readonly evidence: readonly Evidence[];
}

export interface SimilarTicket extends Proposal {
  readonly ticket: TicketHead;
}

export interface LinkedTicket extends Connection {
  readonly ticket: TicketHead;
}

/** The calibration that probabilities came from, and whether it is one for the embedder of the index. */
export interface CalibrationUsed extends Pick<Calibration, 'origin' | 'embedder'> {
  readonly fits: boolean;
}

export interface SimilarResult {
  readonly ticket: TicketHead;
  /** False while the ticket waits for the index. */
  readonly indexed: boolean;
  /** Most probable first; none that is linked with the ticket already. */
  readonly similar: readonly SimilarTicket[];
  readonly linked: readonly LinkedTicket[];
  readonly calibration: CalibrationUsed;
}

/**
 * The tickets that are most probably duplicates of one, as far as the asker may read both. What somebody has linked
 * with it stands apart: as a duplicate it is confirmed, as anything else it is none.
 *
 * @throws CasebookError `ticket-not-found` where the asker may not read it, too.
 */
export async function similarTickets(
  target: SimilarTarget,
  { asker, key, limit }: { asker: Asker; key: string; limit: number },
): Promise<SimilarResult> {
  const { database, active, calibration } = target;
  const [ticket] = (await linkedHeads(database, asker, 'key', [key])).values();
  if (!ticket) throw new CasebookError('ticket-not-found', key);
  const comparisons = await compareWithNearest(comparing(target), { asker, ticket });
  const linkedKeys = [
    ...ticket.links.map((link) => link.key),
    ...(ticket.parentKey ? [ticket.parentKey] : []),
  ];
  const beside = new Map([
    ...(await linkedHeads(database, asker, 'key', linkedKeys)),
    ...comparisons.map((each) => [each.ticket.id, each.ticket] as const),
  ]);
  const linked = [...beside.values()].flatMap((other) => {
    const connection = connectionBetween(ticket, other);
    return connection ? [{ ticket: other, ...connection }] : [];
  });
  const known = new Set(linked.map((each) => each.ticket.id));
  return {
    ticket,
    indexed: (await active.index.chunksOf(ticket.id)).length > 0,
    similar: comparisons
      .filter((each) => !known.has(each.ticket.id))
      .map((each) => ({ ticket: each.ticket, ...propose(ticket, each, calibration) }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, limit),
    linked: linked.sort((a, b) => Number(b.kind === 'duplicate') - Number(a.kind === 'duplicate')),
    calibration: calibrationUsed(target),
  };
}

export function propose(ticket: LinkedHead, comparison: Comparison, calibration: Calibration): Proposal {
  return {
    probability: probabilityOf(calibration, featuresOf(ticket, comparison)),
    similarity: comparison.similarity,
    evidence: evidenceOf(ticket, comparison, calibration),
  };
}

export function comparing({ database, active, calibration }: SimilarTarget): Comparing {
  return {
    index: active.index,
    signals: calibration.signals,
    heads: (asker, ids) => linkedHeads(database, asker, 'id', ids),
    readable: (asker, ids) => readableNow(database, asker, ids),
  };
}

export function calibrationUsed({ active, calibration }: SimilarTarget): CalibrationUsed {
  const { origin, embedder } = calibration;
  return { origin, embedder, fits: embedder === active.generation.embedder };
}
