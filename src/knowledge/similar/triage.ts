import type { Asker } from '../../domain/index.ts';
import { breathe } from '../../platform/turns/index.ts';
import { createdSince, linkedHeads, type TicketHead } from '../tickets.ts';
import { compareWithNearest } from './compare.ts';
import { connectionBetween, linkedAsDuplicate } from './links.ts';
import {
  type CalibrationUsed,
  calibrationUsed,
  comparing,
  type Proposal,
  propose,
  type SimilarTarget,
} from './similar.ts';

export interface TriageRequest {
  readonly asker: Asker;
  /** Tickets that were created at this time or later (epoch milliseconds). */
  readonly since: number;
  readonly minProbability: number;
  readonly limit: number;
  /** Gives it up between two tickets. */
  readonly signal?: AbortSignal | undefined;
}

export interface TriageProposal extends Proposal {
  readonly ticket: TicketHead;
  /** The earlier ticket that it is most probably a duplicate of. */
  readonly original: TicketHead;
}

export interface TriageResult {
  readonly since: number;
  /** Tickets that were created since, as far as the asker may read them. */
  readonly created: number;
  /** Of these, the newest were compared with all earlier ones. */
  readonly examined: number;
  /** Most probable first. */
  readonly proposals: readonly TriageProposal[];
  readonly calibration: CalibrationUsed;
}

/** Each takes some ten milliseconds: a request must end. */
const MOST_EXAMINED = 1000;

/**
 * For each of the newest tickets the earlier one that it is most probably a duplicate of. A ticket that is linked as a
 * duplicate already needs no proposal, and tickets that are linked in any way are not proposed to each other.
 *
 * @throws the signal's reason.
 */
export async function triage(
  target: SimilarTarget,
  { asker, since, minProbability, limit, signal }: TriageRequest,
): Promise<TriageResult> {
  const newest = await createdSince(target.database, asker, since);
  const examined = newest.slice(0, MOST_EXAMINED);
  const proposals: TriageProposal[] = [];
  for (const id of examined) {
    signal?.throwIfAborted();
    const ticket = (await linkedHeads(target.database, asker, 'id', [id])).get(id);
    if (!ticket || linkedAsDuplicate(ticket)) continue;
    const comparisons = await compareWithNearest(comparing(target), { asker, ticket, earlier: true });
    const [best] = comparisons
      .filter((each) => connectionBetween(ticket, each.ticket) === null)
      .map((each) => ({ ticket, original: each.ticket, ...propose(ticket, each, target.calibration) }))
      .sort((a, b) => b.probability - a.probability);
    if (best && best.probability >= minProbability) proposals.push(best);
    await breathe();
  }
  return {
    since,
    created: newest.length,
    examined: examined.length,
    proposals: proposals.sort((a, b) => b.probability - a.probability).slice(0, limit),
    calibration: calibrationUsed(target),
  };
}
