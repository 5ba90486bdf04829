import { expect, onTestFinished, test } from 'vitest';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import {
  createIndexer,
  indexing,
  loadStaticEmbedder,
  openExactIndex,
  requeueForeign,
} from '../../src/knowledge/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The shipped embedder, telling which texts it was given; `before` runs ahead of each call. */
function watched(id = 'watched', before: (texts: readonly string[]) => Promise<void> = async () => {}) {
  const inner = loadStaticEmbedder();
  const texts: string[] = [];
  const embedder: Embedder = {
    id,
    dimensions: inner.dimensions,
    async embed(given) {
      await before(given);
      texts.push(...given);
      return inner.embed(given);
    },
  };
  return { embedder, texts };
}

async function indexed(open: OpenIntake, embedder: Embedder) {
  await requeueForeign(open.database, embedder.id);
  const index = await openExactIndex(open.database, embedder);
  const indexer = createIndexer({ database: open.database, embedder, index, log: createLog('silent') });
  onTestFinished(() => indexer.stop());
  const settle = async () => {
    indexer.wake();
    await indexer.settled();
  };
  await settle();
  const words = (text: string) => index.search({ asker: { kind: 'operator' }, text, filter: {}, limit: 5 });
  return { index, settle, words };
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
  const { settle, words } = await indexed(open, embedder);
  expect(texts).toHaveLength(102);

  await open.intake.take(open.runId, [record(thread(100, 7))]);
  await settle();
  expect(texts.slice(102)).toEqual(['note 7 about the zeppelin']);
  expect(await words('zeppelin')).toHaveLength(1);
  const { vector } =
    (await (await openExactIndex(open.database, embedder)).chunksOf('10001')).find(
      ({ id }) => id === '10001:comment:7:0',
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
  const { words } = await indexed(open, embedder);
  expect(await words('zeppelin')).toHaveLength(1);
  expect(await indexing(open.database)).toEqual({ live: 1, indexed: 1, waiting: 0 });
});

test('opening again embeds nothing; another embedder embeds everything', async () => {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, [record(thread(2))]);
  await indexed(open, watched('one').embedder);
  const again = watched('one');
  const reopened = await indexed(open, again.embedder);
  expect(again.texts).toEqual([]);
  expect(await reopened.words('pools')).toHaveLength(1);
  const other = watched('two');
  const changed = await indexed(open, other.embedder);
  expect(other.texts).toHaveLength(4);
  expect(await changed.words('pools')).toHaveLength(1);
});
