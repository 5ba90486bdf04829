import { expect, onTestFinished, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { webhookRun } from '../../src/ingest/runs.ts';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import {
  createIndexer,
  loadStaticEmbedder,
  openExactIndex,
  retrySetAside,
} from '../../src/knowledge/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The shipped embedder, telling which texts it was given; `before` runs ahead of each call. */
function watched(id = 'watched', before: (texts: readonly string[]) => Promise<void> = async () => {}) {
  const inner = loadStaticEmbedder();
  const texts: string[] = [];
  const embedder: Embedder = {
    id,
    dimensions: inner.dimensions,
    remote: false,
    async embed(given) {
      await before(given);
      texts.push(...given);
      return inner.embed(given);
    },
  };
  return { embedder, texts };
}

async function indexed(open: OpenIntake, embedder: Embedder) {
  const knowledge = await openKnowledge(open, embedder);
  await knowledge.settle();
  return knowledge;
}

const thread = (count: number, edited?: number) => {
  const comments = Array.from({ length: count }, (_, i) =>
    comment(i, i === edited ? `note ${i} about the zeppelin` : `note ${i} about pools`),
  );
  return issue(1, {
    updated: edited === undefined ? '2026-01-03T08:00:00.000+0000' : '2026-01-04T08:00:00.000+0000',
    comment: { total: count, comments },
  });
};

test('editing one comment of a hundred embeds one text, and the old words are gone', async () => {
  const open = await openIntake(temporaryFolder());
  const { embedder, texts } = watched();
  await open.intake.take(open.runId, [record(thread(100))]);
  const { settle, words, generations } = await indexed(open, embedder);
  expect(texts).toHaveLength(102);

  await open.intake.take(open.runId, [record(thread(100, 7))]);
  await settle();
  expect(texts.slice(102)).toEqual(['note 7 about the zeppelin']);
  expect(await words('zeppelin')).toHaveLength(1);
  const { vector } =
    (await (await openExactIndex(open.database, generations.active().generation)).chunksOf('10001')).find(
      ({ id }) => id.startsWith('10001:comment:7:'),
    ) ?? {};
  expect(vector).toEqual((await embedder.embed(['note 7 about the zeppelin']))[0]);
});

test('a deleted comment leaves the index', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(thread(3, 1))]);
  const { settle, words } = await indexed(open, watched().embedder);
  expect(await words('zeppelin')).toHaveLength(1);
  await open.intake.take(open.runId, [record(issue(1, { updated: '2026-01-05T08:00:00.000+0000' }))]);
  await settle();
  expect(await words('zeppelin')).toEqual([]);
});

test('a ticket that changes while it is being indexed is indexed again', async () => {
  const open = await openIntake(temporaryFolder());
  let changed = false;
  const { embedder } = watched('slow', async () => {
    if (changed) return;
    changed = true;
    await open.intake.take(open.runId, [record(thread(1, 0))]);
  });
  await open.intake.take(open.runId, [record(thread(1))]);
  const { words, indexing } = await indexed(open, embedder);
  expect(await words('zeppelin')).toHaveLength(1);
  expect(await indexing()).toEqual({ live: 1, indexed: 1, waiting: 0, setAside: 0 });
});

test('opening again embeds nothing', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(thread(2))]);
  await indexed(open, watched('one').embedder);
  const again = watched('one');
  const reopened = await indexed(open, again.embedder);
  expect(again.texts).toEqual([]);
  expect(await reopened.words('pools')).toHaveLength(1);
});

test('a ticket that cannot be indexed keeps no other back, is set aside, and has its chance again', async () => {
  const open = await openIntake(temporaryFolder());
  let poisonous = true;
  const { embedder } = watched('picky', async (texts) => {
    if (poisonous && texts.some((text) => text.includes('poison'))) throw new Error('it stinks');
  });
  const bodies = [issue(1), issue(2, { summary: 'poison' }), issue(3)];
  await open.intake.take(open.runId, bodies.map(record));
  const { settle, words, indexing } = await indexed(open, embedder);
  expect(await indexing()).toEqual({ live: 3, indexed: 2, waiting: 1, setAside: 1 });
  expect(await words('charged')).toHaveLength(2);
  const work = await open.database.selectFrom('index_work').selectAll().execute();
  expect(work).toEqual([{ ticket_id: '10002', lake_seq: 2, urgent: 0, attempts: 3, error: 'it stinks' }]);

  poisonous = false;
  await settle();
  expect(await words('poison')).toHaveLength(1);
  expect(await indexing()).toMatchObject({ indexed: 2, setAside: 1 });
  await retrySetAside(open.database);
  await settle();
  expect(await indexing()).toEqual({ live: 3, indexed: 3, waiting: 0, setAside: 0 });
});

test('an embedder that cannot be reached sets nobody aside', async () => {
  const open = await openIntake(temporaryFolder());
  let outages = 5;
  const { embedder } = watched('remote', async () => {
    if (outages-- > 0) throw new CasebookError('embedder-unavailable', 'as any outage');
  });
  await open.intake.take(open.runId, [record(issue(1)), record(issue(2))]);
  const { indexing } = await indexed(open, embedder);
  expect(await indexing()).toEqual({ live: 2, indexed: 2, waiting: 0, setAside: 0 });
});

test('an embedder that refuses sets nobody aside, is asked once a try, and says why', async () => {
  const open = await openIntake(temporaryFolder());
  let [calls, refuses] = [0, true];
  const { embedder } = watched('wrong-key', async () => {
    calls += 1;
    if (refuses) throw new CasebookError('embedder-refused', '401');
  });
  await open.intake.take(open.runId, [record(issue(1)), record(issue(2)), record(issue(3))]);
  const { generations } = await openKnowledge(open, embedder);
  const log = createLog('silent');
  const indexer = createIndexer({ database: open.database, generations, log, retryMs: 30 });
  onTestFinished(() => indexer.stop());
  indexer.wake();
  await expect.poll(() => indexer.trouble?.code).toBe('embedder-refused');
  const work = await open.database.selectFrom('index_work').select('attempts').execute();
  expect(work).toEqual([{ attempts: 0 }, { attempts: 0 }, { attempts: 0 }]);
  expect(calls).toBeLessThan(4);
  refuses = false;
  await indexer.settled();
  expect(indexer.trouble).toBeNull();
  expect(generations.active().index.size().tickets).toBe(3);
});

test('stopping gives up a text that is being embedded, and loses no work', async () => {
  const open = await openIntake(temporaryFolder());
  const inner = hashingEmbedder();
  const started = Promise.withResolvers<void>();
  const embedder: Embedder = {
    ...inner,
    embed: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        started.resolve();
      }),
  };
  await open.intake.take(open.runId, [record(issue(1))]);
  const { indexer, indexing } = await openKnowledge(open, embedder);
  indexer.wake();
  await started.promise;
  await indexer.stop();
  expect(await indexing()).toEqual({ live: 1, indexed: 0, waiting: 1, setAside: 0 });
  expect(await open.database.selectFrom('index_work').select('attempts').execute()).toEqual([
    { attempts: 0 },
  ]);
});

test('what Jira has just told of is indexed before all that waits', async () => {
  const open = await openIntake(temporaryFolder());
  const { embedder, texts } = watched();
  const { settle } = await indexed(open, embedder);
  const waiting = Array.from({ length: 40 }, (_, i) => record(issue(i + 2)));
  await open.intake.take(open.runId, waiting);
  await open.intake.take(await webhookRun(open.database), [record(issue(1, { summary: 'Zeppelins' }))]);
  await settle();
  expect(texts[0]).toContain('Zeppelins');
  expect(texts.length).toBeGreaterThan(40);
});
