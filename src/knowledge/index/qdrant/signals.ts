import { meaningOf, type Probes, UNREAD } from '../meaning.ts';
import { type SignalWeights, WEIGHTS } from '../weights.ts';
import type { Collection, ListQuery, Row } from './collection.ts';
import { type Demand, oneOf } from './filter.ts';
import type { SparseVector } from './words.ts';

/** What a query compares texts to. */
export interface Compared {
  readonly probes: Probes | null;
  /** Null where the query has no words. */
  readonly words: SparseVector | null;
}

/** What is known of a ticket's texts: sums of words, products with the probes. `UNREAD` where there is none such. */
export interface Signals {
  passageWords: number;
  summaryWords: number;
  passageMeaning: number;
  summaryMeaning: number;
  /** What each passage says for the ticket, by its id: words and meaning together. */
  readonly passages: Map<string, number>;
}

/** The nearest tickets. */
export interface Near {
  readonly tickets: ReadonlyMap<string, Signals>;
  /** Whether these are all that have anything to say, with all that they say. */
  readonly isAll: boolean;
}

export const NOTHING_NEAR: Near = { tickets: new Map(), isAll: true };

/** The tickets of the `limit` nearest texts by each signal, of those that meet all demands. */
export async function nearestTickets(
  collection: Pick<Collection, 'nearest'>,
  { probes, words }: Compared,
  must: readonly Demand[],
  limit: number,
): Promise<Near> {
  const list = (kind: 'passage' | 'summary', using: ListQuery['using'], vector: ListQuery['vector']) => ({
    kind,
    using,
    query: { vector, using, must: [...must, oneOf('kind', [kind])], limit },
  });
  const lists = [
    ...(probes
      ? [
          list('passage', 'meaning', Array.from(probes.passage)),
          list('summary', 'meaning', Array.from(probes.summary)),
        ]
      : []),
    ...(words ? [list('passage', 'words', words), list('summary', 'words', words)] : []),
  ];
  if (lists.length === 0 || limit === 0) return NOTHING_NEAR;
  const found = await collection.nearest(lists.map(({ query }) => query));
  const tickets = new Map<string, Signals>();
  for (const [place, { kind, using }] of lists.entries())
    for (const row of found[place] ?? []) add(tickets, row, kind, using);
  return { tickets, isAll: found.every(({ length }) => length < limit) };
}

function add(
  tickets: Map<string, Signals>,
  { ticket, chunk, score }: Row,
  kind: 'passage' | 'summary',
  using: ListQuery['using'],
): void {
  const signals = tickets.get(ticket) ?? noSignals();
  tickets.set(ticket, signals);
  if (kind === 'passage') signals.passages.set(chunk, (signals.passages.get(chunk) ?? 0) + score);
  const key = `${kind}${using === 'words' ? 'Words' : 'Meaning'}` as const;
  signals[key] = Math.max(signals[key], score);
}

export const noSignals = (): Signals => ({
  passageWords: 0,
  summaryWords: 0,
  passageMeaning: UNREAD,
  summaryMeaning: UNREAD,
  passages: new Map(),
});

export const wordsIn = ({ passageWords, summaryWords }: Signals): number =>
  passageWords + WEIGHTS.summaryWords * summaryWords;

/** @param unseen what a text is taken for that is not among the nearest. */
export function meaningIn(
  { passageMeaning, summaryMeaning }: Signals,
  weights: Pick<SignalWeights, 'summaryMeaning'>,
  unseen: number,
): number {
  const seen = (meaning: number) => (meaning === UNREAD ? unseen : meaning);
  return meaningOf(seen(passageMeaning), seen(summaryMeaning), weights);
}
