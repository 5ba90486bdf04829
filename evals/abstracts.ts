import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection } from './collection.ts';

/**
 * Reads the CACM collection: abstracts as `.I n`, `.T` title, `.W` abstract, `.A` authors, `.K` keywords; questions in
 * plain words; and which abstracts answer each. Questions without an answer are left out.
 */
export function readAbstracts(folder: string): Collection {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const documents = recordsOf(read('cacm.mm')).map(({ id, field }) => ({
    key: id,
    summary: field('T'),
    description: [field('W'), field('K'), field('A')].filter((text) => text !== '').join('\n\n'),
    created: 0,
  }));
  const relevant = new Map<string, Set<string>>();
  for (const row of read('qrels.text').trim().split('\n')) {
    const [query = '', document = ''] = row
      .trim()
      .split(/\s+/)
      .map((number) => String(Number(number)));
    relevant.set(query, (relevant.get(query) ?? new Set()).add(document));
  }
  const queries = recordsOf(read('query.text')).flatMap(({ id, field }) => {
    const answers = relevant.get(id);
    return answers ? [{ key: null, text: field('W'), summary: field('W'), relevant: answers }] : [];
  });
  return { documents, queries };
}

function recordsOf(text: string): { id: string; field: (name: string) => string }[] {
  return text
    .split(/^\.I /m)
    .slice(1)
    .map((record) => {
      const [id = '', ...parts] = record.split(/^\.(?=[A-Z]\s*$)/m);
      const fields = new Map(parts.map((part) => [part.slice(0, 1), part.slice(1).trim()]));
      return { id: String(Number(id)), field: (name) => fields.get(name) ?? '' };
    });
}
