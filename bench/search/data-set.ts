import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { loadStaticEmbedder } from '../../src/knowledge/index.ts';
import { termsOf } from '../../src/knowledge/terms.ts';
import type { BenchDocument, DataFolder, QueryKind } from './data-folder.ts';
import { textSource } from './texts.ts';
import { vectorSource } from './vectors.ts';

const SEED = 7;
export const DIMENSIONS = 384;
const QUERIES: Record<QueryKind, number> = { words: 300, tickets: 200 };
/** Documents in which the queries' words are counted: enough for shares of all. */
const COUNTED = 20_000;

export interface DataSet extends DataFolder {
  readonly embedder: string;
  /** On average. */
  readonly wordsPerDocument: number;
  /** How many of the documents hold the average query's words, each word counted by itself. */
  readonly postingsPerQuery: Readonly<Record<QueryKind, number>>;
}

/** Makes documents and queries in a folder; the same `count` gives the same ones. */
export async function makeDataSet(path: string, count: number): Promise<DataSet> {
  await mkdir(path, { recursive: true });
  const embedder = loadStaticEmbedder();
  const texts = textSource(SEED);
  const vectors = vectorSource(embedder, DIMENSIONS, SEED);
  const queries = {
    words: Array.from({ length: QUERIES.words }, () => texts.words()),
    tickets: Array.from({ length: QUERIES.tickets }, () => texts.ticket()),
  };
  for (const [kind, list] of Object.entries(queries)) {
    await writeFile(join(path, `${kind}.json`), JSON.stringify(list));
    const rows = await Promise.all(list.map((text) => vectors.query(text)));
    await writeFile(join(path, `${kind}.f32`), Buffer.concat(rows.map(bytesOf)));
  }

  const holders = new Map<string, number>();
  let words = 0;
  function counted(text: string): void {
    const terms = distinctTerms(text);
    words += text.split(/\s+/).length;
    for (const term of terms) holders.set(term, (holders.get(term) ?? 0) + 1);
  }
  const file = createWriteStream(join(path, 'vectors.f32'));
  async function* lines() {
    for (let id = 0; id < count; id += 1) {
      const text = texts.documentText();
      if (id < COUNTED) counted(text);
      if (!file.write(bytesOf(await vectors.passage(text))))
        await new Promise<void>((resolve) => file.once('drain', resolve));
      // Texts are drawn at random, so that any rule over numbers is a random choice of documents.
      const document: BenchDocument = { id, text, five: id % 20 === 3, rare: id % 1000 === 7 };
      yield `${JSON.stringify(document)}\n`;
    }
  }
  await pipeline(lines, createWriteStream(join(path, 'documents.jsonl')));
  await new Promise<void>((resolve) => file.end(() => resolve()));

  const sampled = Math.min(count, COUNTED);
  const postings = (list: readonly string[]) =>
    mean(list.map((text) => sum([...distinctTerms(text)].map((term) => holders.get(term) ?? 0)))) *
    (count / sampled);
  return {
    path,
    count,
    dimensions: DIMENSIONS,
    embedder: embedder.id,
    wordsPerDocument: words / sampled,
    postingsPerQuery: { words: postings(queries.words), tickets: postings(queries.tickets) },
  };
}

export function describeData({ embedder, wordsPerDocument }: DataSet): string {
  return (
    `Sentences of the demo company's tickets put together anew, ${Math.round(wordsPerDocument)} words each on average; ` +
    `their vectors by ${embedder} in ${DIMENSIONS} dimensions with a little noise. Filters let random documents through. ` +
    `${QUERIES.words} queries of two to six words and ${QUERIES.tickets} whole tickets, from tickets that no document was made of; ` +
    'their vectors are computed beforehand. One client, one query at a time, the best 10; peers return numbers, ours returns texts.'
  );
}

const bytesOf = (vector: Float32Array) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
const distinctTerms = (text: string) => new Set(Array.from(termsOf(text), ({ term }) => term));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
