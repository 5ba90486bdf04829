import { permits } from '../../../domain/index.ts';
import { isTermField } from '../conditions.ts';
import { type Bits, bitsFor, countBits, eachBit, put } from '../exact/bits.ts';
import { type Fusion, TICKETS_WITH_WORDS } from '../fusion.ts';
import { UNREAD } from '../meaning.ts';
import type { Chunk, IndexHit, IndexQuery, IndexResult, SearchFilter, TermField } from '../search-index.ts';
import type { ChunkStore } from '../store.ts';
import type { Catalogue } from './catalogue.ts';
import type { Searched } from './collection.ts';
import { oneOf, readableBy } from './filter.ts';
import { type Question, questionOf } from './question.ts';
import { hitsAmong, measuredTickets, NOTHING_RANKED, rankedTickets, scaleOf } from './ranking.ts';
import { meaningIn, noSignals, type Signals, wordsIn } from './signals.ts';

/**
 * Answers a query from a collection; access and filters are part of every request to Qdrant. Words that it finds are
 * counted all; tickets that lie near in meaning alone, as far as they are among the nearest.
 */
export async function searchIn(
  searched: Searched,
  store: Pick<ChunkStore, 'chunks'>,
  query: IndexQuery,
): Promise<IndexResult> {
  const { collection, catalogue } = searched;
  const { asker, chosen = [], limit, offset = 0, sort = 'relevance', facets = [] } = query;
  const readable = readableBy(asker);
  if (!readable) return nothingFor(query);
  const question = await questionOf(searched, readable, query);
  const { asked, inside, wide, words } = question;
  const ranks = asked.words || asked.meaning;
  const isSorted = !ranks || sort !== 'relevance';
  const countsAll = query.total === true || facets.length > 0 || (isSorted && limit > 0);
  const end = offset + limit;

  const matched = ranks ? words && [...wide, oneOf('terms', words.indices)] : wide;
  const [withWords, ranked, beside] = await Promise.all([
    matched ? collection.tickets(matched, countsAll ? catalogue.size().tickets : TICKETS_WITH_WORDS) : [],
    ranks ? rankedTickets(searched, question, inside, end) : NOTHING_RANKED,
    asked.meaning && facets.length > 0 && chosen.length > 0
      ? rankedTickets(searched, question, wide, 0)
      : NOTHING_RANKED,
  ]);
  const fusion = ranks ? scaleOf(question, ranked, withWords.length) : null;
  const hits = fusion ? hitsAmong(question, ranked, fusion) : [];
  const hitsBeside = fusion ? hitsAmong(question, beside, fusion) : [];
  const matching = catalogue.setOf(countsAll ? [...withWords, ...hits, ...hitsBeside] : []);
  const standing = standingOf(catalogue, matching, chosen);

  const page = (isSorted ? catalogue.sorted(standing.inside, { sort, count: end }) : hits).slice(offset, end);
  const signals = isSorted && ranks ? await measuredTickets(searched, question, page) : ranked.measured;
  const texts = await store.chunks(page);
  return {
    hits: page.flatMap((ticketId) => {
      const chunks = (texts.get(ticketId) ?? []).filter(({ access }) => permits(asker, access));
      const known = signals.get(ticketId) ?? ranked.others.get(ticketId) ?? noSignals();
      // Replaced between the ranking and the reading, so that nothing of it is for the asker.
      return chunks.length === 0 ? [] : [hitOf(ticketId, chunks, known, question, fusion)];
    }),
    total: query.total ? countBits(standing.inside) : null,
    facets: Object.fromEntries(
      facets.map((field) => {
        const more = standing.beside.get(field);
        return [field, catalogue.count(field, more ? [standing.inside, more] : [standing.inside])];
      }),
    ),
    expansions: [],
  };
}

function nothingFor({ total, facets = [] }: IndexQuery): IndexResult {
  return {
    hits: [],
    total: total ? 0 : null,
    facets: Object.fromEntries(facets.map((field) => [field, []])),
    expansions: [],
  };
}

interface Standing {
  /** Tickets that meet all that was chosen. */
  readonly inside: Bits;
  /** Tickets that meet all but what was chosen of one facet, by its field. */
  readonly beside: ReadonlyMap<TermField, Bits>;
}

function standingOf(catalogue: Catalogue, matching: Bits, chosen: SearchFilter): Standing {
  const room = matching.length * 32;
  const choices = chosen.map((condition) => ({
    field: condition.field,
    test: catalogue.tester(condition),
  }));
  const inside = bitsFor(room);
  const beside = new Map<TermField, Bits>();
  for (const { field } of choices) if (isTermField(field)) beside.set(field, bitsFor(room));
  eachBit(matching, (ticket) => {
    const missed = new Set(choices.filter(({ test }) => !test(ticket)).map(({ field }) => field));
    const [only] = missed;
    const set = missed.size === 0 ? inside : missed.size === 1 ? beside.get(only as TermField) : undefined;
    if (set) put(set, ticket);
  });
  return { inside, beside };
}

/**
 * What there is to say of one ticket as a hit, with the passage that speaks most for it; the summary stands for the ticket
 * only where nothing else may be read.
 *
 * @param chunks those that the asker may read; not none.
 * @param fusion null where nothing ranks.
 */
function hitOf(
  ticketId: string,
  chunks: readonly Chunk[],
  known: Signals,
  { asked }: Question,
  fusion: Fusion | null,
): IndexHit {
  const passages = chunks.filter(({ kind }) => kind !== 'summary');
  const says = ({ id }: Chunk) => known.passages.get(id) ?? 0;
  const most = Math.max(...passages.map(says));
  const passage = passages.find((each) => says(each) === most) ?? (chunks[0] as Chunk);
  // A text without a vector, or without any to compare it to, lies nowhere.
  const nearness = (isThere: boolean, meaning: number) =>
    !isThere ? UNREAD : meaning === UNREAD ? 0 : meaning;
  const signals = {
    ...known,
    passageMeaning: nearness(passages.length > 0, known.passageMeaning),
    summaryMeaning: nearness(passages.length < chunks.length, known.summaryMeaning),
  };
  if (!fusion)
    return {
      ticketId,
      score: 0,
      lexical: 0,
      semantic: 0,
      passageMeaning: null,
      summaryMeaning: null,
      passage,
    };
  const words = wordsIn(signals);
  const semantic = meaningIn(signals, asked.weights, UNREAD);
  return {
    ticketId,
    score: Math.min(1, fusion.score(words, semantic)),
    lexical: fusion.lexical(words),
    semantic,
    passageMeaning: signals.passageMeaning === UNREAD ? null : signals.passageMeaning,
    summaryMeaning: signals.summaryMeaning === UNREAD ? null : signals.summaryMeaning,
    passage,
  };
}
