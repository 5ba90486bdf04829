import { permits } from '../../src/domain/index.ts';
import type { Unrelated } from '../../src/knowledge/centring/centring.ts';
import { dot } from '../../src/knowledge/centring/principal-components.ts';
import { createLexicalIndex } from '../../src/knowledge/index/exact/lexical/lexical-index.ts';
import { createScores } from '../../src/knowledge/index/exact/lexical/scores.ts';
import { type FusedHit, type FusionScale, fusionOf } from '../../src/knowledge/index/fusion.ts';
import { meaningOf, probesOf, UNREAD } from '../../src/knowledge/index/meaning.ts';
import type {
  ChunkKind,
  EmbeddedChunk,
  IndexDocument,
  IndexQuery,
} from '../../src/knowledge/index/search-index.ts';
import { type SignalWeights, WEIGHTS } from '../../src/knowledge/index/weights.ts';
import { freeTextOf } from '../../src/knowledge/query/free-text.ts';
import { termsOf } from '../../src/knowledge/terms.ts';
import { compareBy, countValues, type Standing, standingIn } from './conditions-reference.ts';

type Document = Omit<IndexDocument, 'seq'>;

/**
 * The search of the embedded engine without regard to speed: made anew for a query, every permitted chunk scored, every
 * match listed. Words are scored by the lexical index, which has a reference of its own.
 */
export function referenceSearch(
  documents: readonly Document[],
  {
    asker,
    text,
    vectors,
    filter,
    chosen = [],
    limit,
    offset = 0,
    sort = 'relevance',
    facets = [],
    weights = WEIGHTS,
  }: IndexQuery,
  unrelated: Unrelated | null = null,
) {
  const probes = vectors && probesOf(vectors);
  const standingOf = standingIn(filter, chosen);
  const lexical = createLexicalIndex();
  let slots = 0;
  const tickets = documents.map((document, ticket) => {
    const first = slots;
    slots += document.chunks.length;
    const chunks = document.chunks
      .map((chunk, i) => ({ ...chunk, slot: first + i }))
      .filter(({ access }) => permits(asker, access));
    // What is closed to the asker is not there: no number may tell of it.
    lexical.add(ticket, chunks);
    const standing: Standing = chunks.length === 0 ? 'out' : standingOf(document.fields);
    return { ...document, ticket, chunks, standing };
  });
  const allowed = new Uint8Array(slots);
  for (const { chunks, standing } of tickets)
    if (standing !== 'out') for (const { slot } of chunks) allowed[slot] = 1;
  const scores = createScores();
  scores.begin(slots);
  const answer = text ? lexical.ask(text, allowed) : null;
  answer?.score(scores);

  const scored = tickets
    .filter(({ standing, ticket }) => standing !== 'out' && (answer?.admits(ticket) ?? true))
    .map((ticket) => ({ ...ticket, score: scoreOf(ticket.chunks) }));
  const listScores = scored.filter(({ standing }) => standing === 'in').map(({ score }) => score);
  const asked = {
    words: text !== undefined && freeTextOf(text) !== '',
    meaning: probes !== undefined,
    weights,
    fullWords: answer?.fullScore ?? 0,
    queryWords: text ? new Set(Array.from(termsOf(freeTextOf(text)), ({ term }) => term)).size : 0,
    ticketsWithWords: scored.filter(({ score }) => wordsOf(score) > 0).length,
    unrelated,
  };

  function scoreOf(chunks: readonly (EmbeddedChunk & { slot: number })[]): TicketScore {
    const score = emptyScore();
    for (const { id, kind, slot, vector } of chunks) {
      const probe = kind === 'summary' ? probes?.summary : probes?.passage;
      addChunk(score, id, kind, scores.bySlot[slot] as number, probe ? dot(vector, probe) : 0);
    }
    return score;
  }

  const ranks = asked.words || asked.meaning;
  const measured = { ...asked, ...greatestOf(listScores, weights) };
  const matches = scored
    .map(({ ticketId, fields, standing, score }) => ({
      ticketId,
      fields,
      standing,
      hit: ranks ? fused(ticketId, score, measured) : unranked(ticketId, score),
    }))
    .filter(({ hit }) => hit !== null);
  const list = matches.filter(({ standing }) => standing === 'in');
  const byId = (a: string, b: string) => (a < b ? -1 : 1);
  list.sort(
    sort === 'relevance'
      ? (a, b) => b.hit!.unclamped - a.hit!.unclamped || byId(a.ticketId, b.ticketId)
      : compareBy(sort),
  );
  return {
    /** All that match, in order. */
    list: list.map(({ hit }) => hit!),
    hits: list.slice(offset, offset + limit).map(({ hit }) => hit!),
    total: list.length,
    facets: Object.fromEntries(
      facets.map((field) => [
        field,
        countValues(
          matches
            .filter(({ standing }) => standing === 'in' || standing === field)
            .map(({ fields }) => fields),
          field,
        ),
      ]),
    ),
    expansions: answer?.expansions ?? [],
    /** How near to the floor the meaning of a ticket lies that has no word: what is nearer than numbers are exact is open. */
    nearFloor: asked.meaning
      ? nearnessToFloor(
          scored.map(({ score }) => score),
          measured,
        )
      : 1,
    /** What each chunk says for its ticket, by their ids. */
    passages: new Map(scored.map(({ ticketId, score }) => [ticketId, score.each])),
  };
}

function nearnessToFloor(scores: readonly TicketScore[], asked: Asked): number {
  const { floor } = fusionOf(asked);
  const wordless = scores
    .filter((score) => wordsOf(score) === 0)
    .map((score) => semanticOf(score, asked.weights));
  // Exactly on it is what has no meaning: exact in any arithmetic.
  return Math.min(1, ...wordless.map((meaning) => Math.abs(meaning - floor)).filter((away) => away !== 0));
}

type Weights = Pick<SignalWeights, 'meaning' | 'summaryMeaning'>;
type Asked = FusionScale & { readonly weights: Weights };

/** A ticket's scores: words are BM25 sums, meanings products with the query's probes. */
interface TicketScore {
  passageWords: number;
  summaryWords: number;
  passageMeaning: number;
  summaryMeaning: number;
  best: string;
  bestScore: number;
  each: Map<string, number>;
}

function emptyScore(): TicketScore {
  return {
    passageWords: 0,
    summaryWords: 0,
    passageMeaning: UNREAD,
    summaryMeaning: UNREAD,
    best: '',
    bestScore: Number.NEGATIVE_INFINITY,
    each: new Map(),
  };
}

function addChunk(score: TicketScore, id: string, kind: ChunkKind, words: number, meaning: number): void {
  if (kind === 'summary') {
    score.summaryWords = words;
    score.summaryMeaning = meaning;
    score.each.set(id, 0);
    if (score.best === '') score.best = id;
    return;
  }
  score.each.set(id, words + meaning);
  score.passageWords = Math.max(score.passageWords, words);
  score.passageMeaning = Math.max(score.passageMeaning, meaning);
  if (words + meaning > score.bestScore) {
    score.best = id;
    score.bestScore = words + meaning;
  }
}

const wordsOf = ({ passageWords, summaryWords }: TicketScore) =>
  passageWords + WEIGHTS.summaryWords * summaryWords;
const semanticOf = ({ passageMeaning, summaryMeaning }: TicketScore, weights: Weights) =>
  meaningOf(passageMeaning, summaryMeaning, weights);

function greatestOf(scores: readonly TicketScore[], weights: Weights) {
  return {
    listWords: Math.max(0, ...scores.map(wordsOf)),
    bestMeaning: Math.max(0, ...scores.map((score) => semanticOf(score, weights))),
  };
}

type ReferenceHit = FusedHit & { readonly unclamped: number };

/** Null where the ticket is no hit. */
function fused(ticketId: string, score: TicketScore, asked: Asked): ReferenceHit | null {
  const fusion = fusionOf(asked);
  const words = wordsOf(score);
  const semantic = semanticOf(score, asked.weights);
  if (!fusion.isHit(words, semantic)) return null;
  const { passageMeaning, summaryMeaning, best } = score;
  const unclamped = fusion.score(words, semantic);
  return {
    ticketId,
    unclamped,
    score: Math.min(1, unclamped),
    lexical: fusion.lexical(words),
    semantic,
    passageMeaning: passageMeaning === UNREAD ? null : passageMeaning,
    summaryMeaning: summaryMeaning === UNREAD ? null : summaryMeaning,
    chunkId: best,
  };
}

function unranked(ticketId: string, { best }: TicketScore): ReferenceHit {
  const nothing = {
    score: 0,
    unclamped: 0,
    lexical: 0,
    semantic: 0,
    passageMeaning: null,
    summaryMeaning: null,
  };
  return { ticketId, ...nothing, chunkId: best };
}
