import type { Asker } from '../../domain/index.ts';
import type {
  EmbeddedChunk,
  IndexHit,
  IndexQuery,
  SearchFilter,
  SearchIndex,
} from '../index/search-index.ts';
import type { SignalWeights } from '../index/weights.ts';
import { wordsQuery } from '../query/free-text.ts';
import type { ReadableNow } from '../readable-now.ts';
import type { LinkedHead } from '../tickets.ts';
import { type Reported, similarityScore } from './score.ts';
import { type SharedSigns, sharedSigns, signsOf } from './shared-terms.ts';

/** What of an index comparing needs. */
type ComparedIndex = Pick<SearchIndex, 'dimensions' | 'chunksOf' | 'search'>;

type Readable = Pick<ReadableNow, 'permits'>;

/** Where tickets are compared: an index, and of some tickets the heads and the texts that the asker may read. */
export interface Comparing {
  readonly index: ComparedIndex;
  readonly signals: SignalWeights;
  readable(asker: Asker, ids: readonly string[]): Promise<Readable>;
  heads(asker: Asker, ids: readonly string[]): Promise<ReadonlyMap<string, LinkedHead>>;
}

/** A ticket beside the one that it was compared with, and what they have in common. */
export interface Comparison {
  readonly ticket: LinkedHead;
  /** What candidates are ordered by: the search's score less the time between. */
  readonly similarity: number;
  /** How far `similarity` lies above that of the ten next best candidates, on the average; one that is not there has 0. */
  readonly ahead: number;
  /** How well the words fit, relative to the ticket itself: 0 to 1. */
  readonly lexical: number;
  /** Cosine of the texts' nearest pieces, −1 to 1. */
  readonly semantic: number;
  /** Cosine of the summaries, −1 to 1; 0 where one has no meaning to the embedder. */
  readonly summaries: number;
  readonly shared: SharedSigns;
  /** Whether the text of one names the key of the other. */
  readonly named: boolean;
}

export interface CompareOptions {
  readonly asker: Asker;
  readonly ticket: LinkedHead;
  /** Only with tickets that were created before. */
  readonly earlier?: boolean;
}

/** Asked of the index: far more than are compared, since what is known of them beside their texts reorders them. */
export const POOL = 120;
/** Compared closely. */
const COMPARED = 20;
/** Those behind the best that tell what a candidate is above which nothing stands out. */
const NEXT_BEST = 10;

/**
 * The tickets nearest to one, best first, with what speaks for each. The query is the ticket's own summary and
 * description as far as the asker may read them, with the vectors that the index holds of them.
 */
export async function compareWithNearest(
  { index, signals, heads, readable }: Comparing,
  { asker, ticket, earlier = false }: CompareOptions,
): Promise<Comparison[]> {
  const own = await reportOf(index, await readable(asker, [ticket.id]), ticket.id);
  const hits = await nearestTo(index, own, { asker, ticket, earlier, weights: signals });
  const known = await heads(
    asker,
    hits.map(({ ticketId }) => ticketId),
  );
  const nearest = hits
    .flatMap(({ ticketId, score, lexical, semantic }) => {
      const other = known.get(ticketId);
      if (!other || (earlier && other.created >= ticket.created)) return [];
      const similarity = similarityScore(score, reported(ticket), reported(other), signals);
      return [{ ticket: other, similarity, lexical, semantic }];
    })
    .sort((a, b) => b.similarity - a.similarity || (a.ticket.id < b.ticket.id ? -1 : 1))
    .slice(0, COMPARED);

  const now = await readable(
    asker,
    nearest.map((each) => each.ticket.id),
  );
  const reports = await Promise.all(nearest.map((each) => reportOf(index, now, each.ticket.id)));
  const shared = sharedSigns(
    signsOf(own.text),
    reports.map(({ text }) => signsOf(text)),
  );
  const others = nearest.slice(1, 1 + NEXT_BEST);
  // Where there are fewer, the others are like it in nothing: among few a copy stands out as it does among many.
  const usual = others.reduce((sum, { similarity }) => sum + similarity, 0) / NEXT_BEST;
  return nearest.map((each, place) => ({
    ...each,
    ahead: each.similarity - usual,
    summaries: cosine(own.summary, (reports[place] as Report).summary),
    named: names(own.text, each.ticket.key) || names((reports[place] as Report).text, ticket.key),
    shared: shared[place] as SharedSigns,
  }));
}

/** What of a ticket's head plays a part in how alike it is to others. */
export const reported = ({ created, project }: LinkedHead): Reported => ({ created, project: project.key });

/**
 * The tickets that best answer a report taken as a query, best first, as far as the asker may read them; none to a report
 * of which the asker may read nothing.
 */
export async function nearestTo(
  index: Pick<ComparedIndex, 'search'>,
  report: Report,
  {
    asker,
    ticket,
    earlier = false,
    weights,
  }: CompareOptions & { readonly weights: NonNullable<IndexQuery['weights']> },
): Promise<IndexHit[]> {
  if (report.text === '') return [];
  // The ticket itself stays in: how well the words of others fit is told relative to it.
  const filter: SearchFilter = earlier ? [{ field: 'created', before: ticket.created + 1 }] : [];
  const text = wordsQuery(report.text);
  const { hits } = await index.search({ asker, text, vectors: report, filter, weights, limit: POOL });
  return hits.filter(({ ticketId }) => ticketId !== ticket.id);
}

/** What the asker may read of a ticket's summary and description, as the index holds it. */
export interface Report {
  /** Empty where the index holds nothing of it. */
  readonly text: string;
  readonly whole: Float32Array;
  readonly summary: Float32Array;
}

export async function reportOf(index: ComparedIndex, now: Readable, ticketId: string): Promise<Report> {
  const chunks = (await index.chunksOf(ticketId)).filter((chunk) => now.permits(ticketId, chunk));
  const summary = chunks.filter(({ kind }) => kind === 'summary');
  const report = chunks.filter(({ kind }) => kind === 'report');
  return {
    text: (report.length > 0 ? report : summary).map(({ text }) => text).join('\n\n'),
    whole: direction(report.length > 0 ? report : summary, index.dimensions),
    summary: direction(summary, index.dimensions),
  };
}

function names(text: string, key: string): boolean {
  const place = text.toUpperCase().indexOf(key);
  return place >= 0 && !/\d/.test(text.charAt(place + key.length));
}

/** The mean direction of some chunks, of length 1; zero where none has a meaning. */
function direction(chunks: readonly EmbeddedChunk[], dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const { vector } of chunks)
    for (let i = 0; i < dimensions; i += 1) sum[i] = (sum[i] as number) + (vector[i] as number);
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => value / length);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
