import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAbstracts } from '../../evals/abstracts.ts';
import { readDuplicateSet } from '../../evals/duplicates.ts';
import { evaluate } from '../../evals/evaluate.ts';
import { plainBm25 } from '../../evals/peers/plain-bm25.ts';
import { rankFusion } from '../../evals/peers/rank-fusion.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const created = '2026-01-02T08:00:00.000+0000';

function duplicateSet(): string {
  const folder = temporaryFolder();
  const tickets = [
    { key: 'A-1', summary: 'Pool exhausted', description: 'no connection is left', created },
    { key: 'A-2', summary: 'No connection left', description: null, created },
    { key: 'A-3', summary: 'Label misprinted', description: 'umlauts are wrong', created },
  ];
  writeFileSync(join(folder, 'a.jsonl.gz'), gzipSync(tickets.map((each) => JSON.stringify(each)).join('\n')));
  const rows = ['A-1,A-2,0', 'A-3,A-1,1', 'A-3,B-1,0'];
  writeFileSync(
    join(folder, 'duplicate_qrels.csv'),
    ['query_key,relevant_key,key_leak_in_description', ...rows].join('\n'),
  );
  return folder;
}

test('pairs of tickets count unless the text gives them away or one of them is not there', () => {
  const set = readDuplicateSet(duplicateSet());
  expect(set).toMatchObject({ droppedPairs: 1, leakingPairs: 1 });
  expect(set.documents.map(({ key }) => key)).toEqual(['A-1', 'A-2', 'A-3']);
  expect(set.documents[0]?.created).toBe(Date.parse('2026-01-02T08:00:00Z'));
  expect(set.queries).toEqual([
    {
      key: 'A-1',
      text: 'Pool exhausted\n\nno connection is left',
      summary: 'Pool exhausted',
      relevant: new Set(['A-2']),
    },
  ]);
});

test('abstracts, questions and answers are read; a question without an answer is left out', () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'cacm.mm'),
    '.I 1\n.T\nSorting\n.W\nOn sorting.\nFast.\n.A\nHoare, C.\n.X\n1 5 1\n.I 2\n.T\nTrees\n',
  );
  writeFileSync(join(folder, 'query.text'), '.I 1\n.W\n how to sort\n.N\n 1. x\n.I 2\n.W\n nothing\n');
  writeFileSync(join(folder, 'qrels.text'), '1 0001  0 0\n');
  expect(readAbstracts(folder)).toEqual({
    documents: [
      { key: '1', summary: 'Sorting', description: 'On sorting.\nFast.\n\nHoare, C.', created: 0 },
      { key: '2', summary: 'Trees', description: '', created: 0 },
    ],
    queries: [{ key: null, text: 'how to sort', summary: 'how to sort', relevant: new Set(['1']) }],
  });
});

describe('peers', () => {
  const documents = [
    { key: 'a', summary: 'slow query', description: 'the query is slow', created: 0 },
    { key: 'b', summary: 'query', description: 'of a label', created: 0 },
    { key: 'c', summary: 'printer', description: 'out of paper', created: 0 },
  ];
  const query = { key: null, text: 'Slow query', summary: 'Slow query', relevant: new Set(['a']) };

  test('plain BM25 knows words as they stand, and leaves the query itself out', async () => {
    const rank = plainBm25({ documents, queries: [] });
    expect(await rank(query)).toEqual(['a', 'b']);
    expect(await rank({ ...query, key: 'a' })).toEqual(['b']);
    expect(await rank({ ...query, text: 'queries' })).toEqual([]);
  });

  test('rank fusion adds up reciprocal ranks', async () => {
    const fused = rankFusion(
      async () => ['a', 'b', 'c'],
      async () => ['c', 'a'],
    );
    expect(await fused(query)).toEqual(['a', 'c', 'b']);
  });
});

test('an evaluation measures each method and peer on the same queries', async () => {
  const set = readDuplicateSet(duplicateSet());
  const options = { peers: true, miniLm: null };
  const result = await evaluate(set, ['bm25', 'vector', 'hybrid', 'similar'], ['r1', 'mrr10'], 20, options);
  expect(result).toMatchObject({ queries: 1, tickets: 3 });
  expect(Object.keys(result.methods)).toEqual(['bm25', 'vector', 'hybrid', 'similar']);
  expect(Object.keys(result.peers)).toEqual(['plain-bm25', 'rrf']);
  expect(result.methods.bm25).toEqual({ r1: 1, mrr10: 1 });
  expect(result.intervals.hybrid?.r1).toEqual([1, 1]);
  expect(result.differences['hybrid - bm25']?.mean).toEqual({ r1: 0, mrr10: 0 });
});
