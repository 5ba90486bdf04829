import type { Excerpt } from './excerpt.ts';
import type { ChunkKind, IndexHit } from './index/search-index.ts';
import type { ReadableNow } from './readable-now.ts';

/** What a hit shows: an excerpt of the passage that it was found by, or of one that took its place. */
interface ShownPassage extends Excerpt {
  readonly kind: ChunkKind;
  /** Whether the index chose another passage, which the asker may not read any more. */
  readonly replaced: boolean;
}

/**
 * The passage that a hit may show; null where there is none, and the hit must go. Where the passage that it was found by
 * is closed or gone since, the one with most words of the query takes its place. Without any the hit goes too, unless it
 * `stays`: being found would tell what the closed one says.
 */
export function shownPassage(
  { ticketId, passage }: Pick<IndexHit, 'ticketId' | 'passage'>,
  now: ReadableNow,
  excerptOf: (text: string) => Excerpt,
  stays: boolean,
): ShownPassage | null {
  if (now.permits(ticketId, passage))
    return { kind: passage.kind, ...excerptOf(passage.text), replaced: false };
  // The summary is shown with the hit anyway.
  const others = now.waiting(ticketId).toSorted((a, b) => rank(a.kind) - rank(b.kind));
  const [best] = others
    .map(({ kind, text }) => ({ kind, ...excerptOf(text), replaced: true }))
    .sort((a, b) => b.words.length - a.words.length);
  return best && (stays || best.words.length > 0) ? best : null;
}

function rank(kind: ChunkKind): number {
  return Number(kind === 'summary');
}
