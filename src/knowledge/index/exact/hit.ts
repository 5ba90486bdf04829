import type { FusedHit, Fusion } from '../fusion.ts';
import { meaningOf, UNREAD } from '../meaning.ts';
import { NONE } from './numbering.ts';
import type { Evidence } from './ranked-search.ts';

/**
 * What there is to say of one ticket as a hit, with the passage that speaks most for it. Whoever sees the hit sees the
 * summary anyway: it stands for the ticket only where nothing else may be read.
 *
 * @param fusion null where nothing ranks.
 */
export function hitOf(evidence: Evidence, fusion: Fusion | null, ticket: number): FusedHit {
  const { numbering, scope, scores, words, meanings, asked } = evidence;
  let passage = UNREAD;
  let summary = UNREAD;
  let best = NONE;
  let most = Number.NEGATIVE_INFINITY;
  for (let slot = numbering.first[ticket]!; slot !== NONE; slot = numbering.next[slot]!) {
    if (scope.allowed[slot] === 0) continue;
    const meaning = meanings.ofSlot(slot);
    if (numbering.summaries[slot] === 1) {
      summary = meaning;
      if (best === NONE) best = slot;
      continue;
    }
    passage = Math.max(passage, meaning);
    // BM25 sums run to tens where cosines end at 1: a word decides, meaning breaks ties.
    const weight = scores.bySlot[slot]! + meaning;
    if (weight > most) {
      best = slot;
      most = weight;
    }
  }
  const meaning = fusion ? meaningOf(passage, summary, asked.weights) : 0;
  return {
    ticketId: numbering.ticketId(ticket),
    score: fusion ? Math.min(1, fusion.score(words.of(ticket), meaning)) : 0,
    lexical: fusion ? fusion.lexical(words.of(ticket)) : 0,
    semantic: meaning,
    passageMeaning: !fusion || passage === UNREAD ? null : passage,
    summaryMeaning: !fusion || summary === UNREAD ? null : summary,
    chunkId: numbering.chunkId(best),
  };
}
