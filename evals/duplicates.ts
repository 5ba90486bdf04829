import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type Collection, type EvaluatedDocument, textOf } from './collection.ts';

/** Tickets, and for each that has any its known duplicates. */
export interface DuplicateSet extends Collection {
  /** Pairs left out because a ticket of theirs is in none of the files present. */
  readonly droppedPairs: number;
  /** Pairs left out because the text names the other ticket's key. */
  readonly leakingPairs: number;
}

const line = z.object({
  key: z.string(),
  summary: z.string().nullable(),
  description: z.string().nullable(),
  created: z.string(),
});

/**
 * Reads `*.jsonl.gz` and `duplicate_qrels.csv` of a folder. Pairs count in both directions; those that give the key
 * away are dropped, as are those whose tickets are not there.
 *
 * @throws Error where the folder holds no tickets or no pairs.
 */
export function readDuplicateSet(folder: string): DuplicateSet {
  const pairsFile = join(folder, 'duplicate_qrels.csv');
  if (!existsSync(pairsFile))
    throw new Error(`${pairsFile} does not exist: name the data folder with --data.`);
  const documents = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .sort()
    .flatMap((name) => readTickets(join(folder, name)));
  const byKey = new Map(documents.map((document) => [document.key, document]));

  // No field of these files holds a comma or a quote: keys, flags and times.
  const [header = '', ...rows] = readFileSync(pairsFile, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  const column = (row: string[], name: string) => row[columns.indexOf(name)] ?? '';
  const relevant = new Map<string, Set<string>>();
  const queries = new Set<string>();
  let droppedPairs = 0;
  let leakingPairs = 0;
  for (const row of rows.map((text) => text.split(','))) {
    const [query, other] = [column(row, 'query_key'), column(row, 'relevant_key')];
    if (column(row, 'key_leak_in_description') === '1') {
      leakingPairs += 1;
    } else if (!byKey.has(query) || !byKey.has(other)) {
      droppedPairs += 1;
    } else {
      queries.add(query);
      link(relevant, query, other);
      link(relevant, other, query);
    }
  }
  return {
    documents,
    queries: [...queries].map((key) => {
      const ticket = byKey.get(key) as EvaluatedDocument;
      return { key, text: textOf(ticket), summary: ticket.summary, relevant: relevant.get(key) ?? new Set() };
    }),
    droppedPairs,
    leakingPairs,
  };
}

function readTickets(file: string): EvaluatedDocument[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)))
    .map(({ key, summary, description, created }) => ({
      key,
      summary: summary ?? '',
      description: description ?? '',
      created: Date.parse(created),
    }));
}

function link(relevant: Map<string, Set<string>>, from: string, to: string): void {
  const known = relevant.get(from) ?? new Set();
  relevant.set(from, known.add(to));
}
