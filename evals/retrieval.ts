import { type Access, documentFromText, type Ticket } from '../src/domain/index.ts';
import { chunksOf } from '../src/knowledge/chunk.ts';
import { createEngine } from '../src/knowledge/index/exact/engine.ts';
import { loadStaticEmbedder } from '../src/knowledge/index.ts';
import { wordsQuery } from '../src/knowledge/query/free-text.ts';
import { fieldsOf } from '../src/knowledge/tickets.ts';
import { type EvaluatedTicket, readDuplicateSet } from './duplicates.ts';
import { qualityOf, type RankingQuality } from './ranking.ts';

const METHODS = {
  bm25: { words: true, meaning: false },
  vector: { words: false, meaning: true },
  hybrid: { words: true, meaning: true },
} as const;

export interface RetrievalResult {
  readonly queries: number;
  readonly tickets: number;
  readonly droppedPairs: number;
  readonly leakingPairs: number;
  readonly embedder: string;
  readonly methods: Record<keyof typeof METHODS, RankingQuality>;
}

const ANYONE: Access = [['project:evaluation']];
const DEEPEST = 20;

/**
 * Finds each ticket's known duplicates among all tickets, with the product's own chunks, embedder and engine. Summary
 * and description alone are indexed: comments often name the duplicate's key.
 */
export async function evaluateRetrieval(folder: string): Promise<RetrievalResult> {
  const { tickets, relevant, droppedPairs, leakingPairs } = readDuplicateSet(folder);
  const embedder = loadStaticEmbedder();
  const engine = createEngine(embedder.dimensions);
  for (const ticket of tickets) {
    const chunks = chunksOf({ ticket: asTicket(ticket), access: ANYONE, commentAccess: new Map() });
    const vectors = await embedder.embed(chunks.map(({ text }) => text));
    const embedded = chunks.map((chunk, position) => ({
      ...chunk,
      vector: vectors[position] as Float32Array,
    }));
    engine.replace({
      ticketId: ticket.key,
      fields: fieldsOf(asTicket(ticket)),
      chunks: embedded,
    });
  }
  const byKey = new Map(tickets.map((ticket) => [ticket.key, ticket]));

  async function rankBy(method: keyof typeof METHODS) {
    const { words, meaning } = METHODS[method];
    const rankings = [];
    for (const [key, wanted] of relevant) {
      const { summary, description } = byKey.get(key) as EvaluatedTicket;
      const text = `${summary}\n\n${description}`;
      const [vector] = meaning ? await embedder.embed([text], { as: 'query' }) : [];
      const { hits } = engine.search({
        asker: { kind: 'operator' },
        text: words ? wordsQuery(text) : undefined,
        vector,
        filter: [],
        limit: DEEPEST + 1,
      });
      const ranked = hits.map(({ ticketId }) => ticketId).filter((found) => found !== key);
      rankings.push({ ranked, relevant: wanted });
    }
    return qualityOf(rankings);
  }

  const methods = {
    bm25: await rankBy('bm25'),
    vector: await rankBy('vector'),
    hybrid: await rankBy('hybrid'),
  };
  return {
    queries: relevant.size,
    tickets: tickets.length,
    droppedPairs,
    leakingPairs,
    embedder: embedder.id,
    methods,
  };
}

export function printRetrieval({
  queries,
  tickets,
  droppedPairs,
  leakingPairs,
  methods,
}: RetrievalResult): void {
  console.log(
    `${queries} queries over ${tickets} tickets (${leakingPairs} pairs that name the key and ${droppedPairs} without their tickets left out)`,
  );
  console.table(
    Object.fromEntries(
      Object.entries(methods).map(([name, quality]) => [
        name,
        Object.fromEntries(
          Object.entries(quality).map(([measure, value]) => [measure, Number(value.toFixed(3))]),
        ),
      ]),
    ),
  );
}

function asTicket({ key, project, summary, description }: EvaluatedTicket): Ticket {
  return {
    id: key,
    key,
    project: { key: project, name: project },
    type: 'Bug',
    status: { name: 'Done', category: 'done' },
    priority: null,
    resolution: null,
    summary,
    description: description === '' ? null : documentFromText(description),
    environment: null,
    labels: [],
    components: [],
    reporter: null,
    assignee: null,
    created: 0,
    updated: 0,
    resolved: null,
    parentKey: null,
    links: [],
    comments: [],
  };
}
