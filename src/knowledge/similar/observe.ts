import type { Asker } from '../../domain/index.ts';
import { breathe } from '../../platform/turns/index.ts';
import { seededRandom } from '../random.ts';
import type { LinkedHead } from '../tickets.ts';
import { type Comparing, compareWithNearest, nearestTo, reported, reportOf } from './compare.ts';
import { featuresOf } from './features.ts';
import type { KnownDuplicates } from './known-duplicates.ts';
import type { WeighedQuery } from './learn-weights.ts';
import type { Observation } from './logistic.ts';

/** A ticket that is compared with its nearest, for itself and for others like it. */
export interface Sampled<Ticket = LinkedHead> {
  readonly ticket: Ticket;
  readonly weight: number;
}

/** A pair of tickets as the product would compare them, and whether they are duplicates. */
export interface ObservedPair extends Observation {
  readonly ticket: LinkedHead;
  readonly other: LinkedHead;
  /** Compared with earlier tickets alone, as triage does. */
  readonly earlier: boolean;
  /** How many of the ticket's candidates are nearer. */
  readonly place: number;
  /** Whether nobody knows: then `positive` is false and says nothing. */
  readonly unknown: boolean;
  /** Pairs of one fold share no ticket's matter with those of another. */
  readonly fold: string;
}

/**
 * All tickets of which duplicates are known and, of the others, as many at most as asked for, each standing for several:
 * together they are like all tickets, most of which have no duplicate.
 *
 * @param seed Another one draws others.
 */
export function sampleTickets<Ticket extends { readonly id: string }>(
  tickets: readonly Ticket[],
  known: Pick<KnownDuplicates, 'groupOf'>,
  { mostOfEach, seed }: { mostOfEach: number; seed: number },
): Sampled<Ticket>[] {
  const random = seededRandom(seed);
  const draw = (from: readonly Ticket[]) => {
    const shuffled = from
      .map((ticket) => ({ ticket, place: random() }))
      .sort((a, b) => a.place - b.place)
      .slice(0, mostOfEach);
    return shuffled.map(({ ticket }) => ({ ticket, weight: from.length / shuffled.length }));
  };
  const { with: having = [], without = [] } = Object.groupBy(tickets, ({ id }) =>
    known.groupOf(id) === null ? 'without' : 'with',
  );
  return [...draw(having), ...draw(without)];
}

/**
 * Tickets of which duplicates are known, as queries by which weights are learned; others are passed over.
 */
export function weighedQueries(
  { index, heads, readable }: Comparing,
  { asker, tickets, known }: { asker: Asker; tickets: readonly LinkedHead[]; known: KnownDuplicates },
): WeighedQuery[] {
  return tickets.flatMap((ticket) => {
    const group = known.groupOf(ticket.id);
    if (group === null) return [];
    return {
      fold: group,
      report: reported(ticket),
      wanted: known.sizeOf(group) - 1,
      async nearest(weights) {
        const report = await reportOf(index, await readable(asker, [ticket.id]), ticket.id);
        const hits = await nearestTo(index, report, { asker, ticket, weights });
        const ids = hits.map(({ ticketId }) => ticketId);
        const found = await heads(asker, ids);
        await breathe();
        return hits.flatMap(({ ticketId, score }) => {
          const head = found.get(ticketId);
          return head
            ? [{ id: ticketId, report: reported(head), score, duplicate: known.groupOf(ticketId) === group }]
            : [];
        });
      },
    };
  });
}

/** Compares each ticket with its nearest, among all tickets and among the earlier ones. @throws the signal's reason. */
export async function observePairs(
  comparing: Comparing,
  {
    asker,
    sampled,
    known,
    onProgress = () => {},
    signal,
  }: {
    asker: Asker;
    sampled: readonly Sampled[];
    known: KnownDuplicates;
    onProgress?: (done: number) => void;
    signal?: AbortSignal | undefined;
  },
): Promise<ObservedPair[]> {
  const pairs: ObservedPair[] = [];
  for (const [done, { ticket, weight }] of sampled.entries()) {
    signal?.throwIfAborted();
    for (const earlier of [false, true]) {
      const nearest = await compareWithNearest(comparing, { asker, ticket, earlier });
      for (const [place, comparison] of nearest.entries()) {
        const other = comparison.ticket;
        const group = known.groupOf(ticket.id);
        const positive = group !== null && group === known.groupOf(other.id);
        pairs.push({
          ticket,
          other,
          earlier,
          place,
          weight,
          positive,
          // People who decided had read it there: whether texts alone would have told is unknown.
          unknown: comparison.named || (!positive && known.unknown(ticket, other)),
          fold: group ?? ticket.id,
          features: featuresOf(ticket, comparison),
        });
      }
    }
    onProgress(done + 1);
    await breathe();
  }
  return pairs;
}
