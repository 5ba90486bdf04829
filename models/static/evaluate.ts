/**
 * Measures the shipped model by itself: how fast it is, and how many known duplicates vectors alone find.
 *
 *     node models/static/evaluate.ts [model file]
 *
 * Reads `apache-jira/` under CASEBOOK_TEST_DATA (default `../shared/data`). No model is trained on that folder.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Embedder, loadStaticEmbedder } from '../../src/knowledge/embed/index.ts';

const folder = join(process.env.CASEBOOK_TEST_DATA ?? '../shared/data', 'apache-jira');
const K = 10;

interface Ticket {
  readonly key: string;
  readonly summary: string;
  readonly description: string | null;
}

const started = performance.now();
const embedder = loadStaticEmbedder(process.argv[2]);
console.log(`${embedder.id}: loaded in ${(performance.now() - started).toFixed(0)} ms`);

const tickets = ['hdfs', 'mapreduce', 'storm', 'zookeeper'].flatMap(readTickets);
const texts = tickets.map((ticket) => `${ticket.summary}\n${ticket.description ?? ''}`);
console.log(`${(await textsPerSecond(embedder, texts)).toFixed(0)} texts of 1 KB a second, one thread`);

const { relevant, asked } = readDuplicates(new Set(tickets.map((ticket) => ticket.key)));
const whole = await embedder.embed(texts);
const summaries = await embedder.embed(tickets.map((ticket) => ticket.summary));
for (const [name, spaces] of [
  ['summary and description', [whole]],
  ['the same plus the cosine of the summaries', [whole, summaries]],
] as const) {
  const recall = recallAtK(spaces);
  const rows = [...recall].filter(([key]) => asked.has(key)).map(([, value]) => value);
  console.log(
    `R@${K}, ${name}: ${mean(rows).toFixed(3)} (${rows.length} queries as the file directs them), ` +
      `${mean([...recall.values()]).toFixed(3)} (all ${recall.size} tickets that have a duplicate)`,
  );
}

function readTickets(project: string): Ticket[] {
  const lines = gunzipSync(readFileSync(join(folder, `${project}.jsonl.gz`))).toString();
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/**
 * Duplicates count both ways. Pairs whose description names the other's key are left out, as are pairs with a ticket that
 * is not there. `asked` holds the keys in the column `query_key`.
 */
function readDuplicates(present: Set<string>): { relevant: Map<string, Set<string>>; asked: Set<string> } {
  const [header, ...rows] = readFileSync(join(folder, 'duplicate_qrels.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const leak = header!.indexOf('key_leak_in_description');
  const relevant = new Map<string, Set<string>>();
  const asked = new Set<string>();
  for (const row of rows) {
    const [a, b] = row as [string, string];
    if (row[leak] !== '0' || !present.has(a) || !present.has(b)) continue;
    asked.add(a);
    relevant.set(a, (relevant.get(a) ?? new Set()).add(b));
    relevant.set(b, (relevant.get(b) ?? new Set()).add(a));
  }
  return { relevant, asked };
}

/** For each ticket with duplicates, the share of them among the K nearest of all other tickets. */
function recallAtK(spaces: readonly Float32Array[][]): Map<string, number> {
  const place = new Map(tickets.map((ticket, i) => [ticket.key, i]));
  return new Map(
    [...relevant].map(([key, duplicates]) => {
      const query = place.get(key)!;
      const score = (i: number) => spaces.reduce((sum, space) => sum + dot(space[query]!, space[i]!), 0);
      const scores = tickets.map((_, i) => (i === query ? Number.NEGATIVE_INFINITY : score(i)));
      const last = [...scores].sort((a, b) => b - a)[K - 1]!;
      const found = [...duplicates].filter((other) => scores[place.get(other)!]! >= last);
      return [key, found.length / duplicates.size];
    }),
  );
}

/** On stretches of 1,024 characters cut from the texts; the best of three passes, the first of which warms up. */
async function textsPerSecond(model: Embedder, source: readonly string[]): Promise<number> {
  const all = source.join('\n');
  const pieces = Array.from({ length: 5000 }, (_, i) => all.slice(i * 1024, (i + 1) * 1024));
  let best = 0;
  for (let pass = 0; pass < 3; pass++) {
    const start = performance.now();
    await model.embed(pieces);
    best = Math.max(best, (pieces.length * 1000) / (performance.now() - start));
  }
  return best;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
