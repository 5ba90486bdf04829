import { describe, expect, onTestFinished, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import { createIndexer, openExactIndex, openGenerations, search } from '../../src/knowledge/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { hashingEmbedder, heldEmbedder } from '../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const TICKETS = 70;

/** Tickets in an intake, more than two groups of them. */
async function tickets(): Promise<OpenIntake> {
  const open = await openIntake(temporaryFolder());
  const bodies = Array.from({ length: TICKETS }, (_, i) =>
    issue(i + 1, {
      summary: `Queue ${i} is stuck`,
      comment: { total: 1, comments: [comment(i, `broker ${i}`)] },
    }),
  );
  await open.intake.take(open.runId, bodies.map(record));
  return open;
}

const states = async ({
  generations,
}: {
  generations: { list(): Promise<{ state: string; embedder: string }[]> };
}) => (await generations.list()).map(({ state, embedder }) => `${state} ${embedder}`);

const entries = async ({ database }: OpenIntake, generation: number) =>
  database
    .selectFrom('index_entries')
    .select(['ticket_id', 'lake_seq', 'chunks_json', 'vectors'])
    .where('generation', '=', generation)
    .orderBy('ticket_id')
    .execute();

const changed = (number: number, text: string) =>
  record(issue(number, { summary: text, updated: '2026-02-01T08:00:00.000+0000' }));

describe('a rebuild', () => {
  test('gives an equal index beside the one in use, then switches; the way back is the old one', async () => {
    const open = await tickets();
    const knowledge = await openKnowledge(open, hashingEmbedder());
    await knowledge.settle();
    const before = await knowledge.words('queue 7 broker');
    const first = knowledge.generations.active();

    await knowledge.rebuilds.start('rebuild');
    await knowledge.rebuilds.settled();
    const second = knowledge.generations.active();
    expect(second.generation.id).not.toBe(first.generation.id);
    expect(await entries(open, second.generation.id)).toEqual(await entries(open, first.generation.id));
    expect(await knowledge.words('queue 7 broker')).toEqual(before);
    expect(await knowledge.indexing()).toEqual({ live: TICKETS, indexed: TICKETS, waiting: 0, setAside: 0 });
    expect(await states(knowledge)).toEqual(['previous hashing-a-16', 'active hashing-a-16']);

    await knowledge.rebuilds.start('back');
    await knowledge.rebuilds.settled();
    expect(knowledge.generations.active().generation.id).toBe(first.generation.id);
    expect(await knowledge.words('queue 7 broker')).toEqual(before);
  });

  test('leaves search as it was until the switch; what changes meanwhile is in both', async () => {
    const open = await tickets();
    const knowledge = await openKnowledge(open, hashingEmbedder());
    await knowledge.settle();
    const slow = heldEmbedder(hashingEmbedder(), 2);
    const again = await openKnowledge(open, slow.embedder);
    await again.rebuilds.start('rebuild');
    await slow.reached;
    await open.intake.take(open.runId, [changed(1, 'Zeppelin'), changed(69, 'Zeppelin too')]);
    expect(again.rebuilds.latest()).toMatchObject({ state: 'running', step: 'index' });
    expect(await again.words('queue')).toHaveLength(5);
    slow.letGo();
    await again.settle();
    expect(await again.words('zeppelin')).toHaveLength(2);
    await again.rebuilds.settled();
    await again.settle();
    expect(await again.words('zeppelin')).toHaveLength(2);
    expect(await again.indexing()).toEqual({ live: TICKETS, indexed: TICKETS, waiting: 0, setAside: 0 });
  });

  test('going back catches up first with what changed since', async () => {
    const open = await tickets();
    const knowledge = await openKnowledge(open, hashingEmbedder());
    await knowledge.settle();
    await knowledge.rebuilds.start('rebuild');
    await knowledge.rebuilds.settled();
    await open.intake.take(open.runId, [changed(5, 'Zeppelin')]);
    await open.database.deleteFrom('tickets').where('id', '=', '10006').execute();
    await knowledge.settle();
    await knowledge.rebuilds.start('back');
    await knowledge.rebuilds.settled();
    expect(await knowledge.words('zeppelin')).toHaveLength(1);
    expect(knowledge.generations.active().index.size().tickets).toBe(TICKETS - 1);
    expect(await knowledge.indexing()).toMatchObject({ live: TICKETS - 1, indexed: TICKETS - 1, waiting: 0 });
  });

  test('that is stopped leaves the active index, and nothing else at the next start', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder())).settle();
    const slow = heldEmbedder(hashingEmbedder(), 2);
    const knowledge = await openKnowledge(open, slow.embedder);
    await knowledge.rebuilds.start('rebuild');
    await slow.reached;
    const stopped = knowledge.rebuilds.stop();
    slow.letGo();
    await stopped;
    expect(knowledge.rebuilds.latest()).toMatchObject({ state: 'interrupted' });
    expect(await states(knowledge)).toEqual(['active hashing-a-16', 'building hashing-a-16']);

    const next = await openKnowledge(open, hashingEmbedder());
    await next.rebuilds.resume();
    await next.rebuilds.settled();
    expect(await states(next)).toEqual(['active hashing-a-16']);
    expect(await open.database.selectFrom('index_entries').select('ticket_id').execute()).toHaveLength(
      TICKETS,
    );
    expect(await next.words('queue')).toHaveLength(5);
  });

  test('in which most tickets fail does not become the index', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder())).settle();
    const broken = { ...hashingEmbedder(), embed: () => Promise.reject(new Error('no such model')) };
    const knowledge = await openKnowledge(open, broken);
    await knowledge.rebuilds.start('rebuild');
    await knowledge.rebuilds.settled();
    expect(knowledge.rebuilds.latest()).toMatchObject({
      state: 'failed',
      error: { code: 'index-incomplete', detail: '70 of 70 tickets could not be indexed.' },
    });
    expect(await knowledge.words('queue')).toHaveLength(5);
  });

  test('leaves out a ticket that cannot be indexed, which is set aside for all to see', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder())).settle();
    const inner = hashingEmbedder();
    const picky: Embedder = {
      ...inner,
      async embed(texts) {
        if (texts.some((text) => text.includes('Queue 7 '))) throw new Error('it stinks');
        return inner.embed(texts);
      },
    };
    const knowledge = await openKnowledge(open, picky);
    await knowledge.rebuilds.start('rebuild');
    await knowledge.rebuilds.settled();
    await knowledge.settle();
    expect(knowledge.rebuilds.latest()).toMatchObject({ state: 'succeeded' });
    expect(await knowledge.indexing()).toEqual({
      live: TICKETS,
      indexed: TICKETS - 1,
      waiting: 1,
      setAside: 1,
    });
  });

  test('runs alone, and there is no way back before the first or after forgetting', async () => {
    const open = await tickets();
    const slow = heldEmbedder(hashingEmbedder(), 1);
    const knowledge = await openKnowledge(open, slow.embedder);
    await expect(knowledge.rebuilds.start('back')).rejects.toMatchObject({ code: 'no-previous-index' });
    await knowledge.rebuilds.start('rebuild');
    await expect(knowledge.rebuilds.start('rebuild')).rejects.toMatchObject({ code: 'rebuild-running' });
    await expect(knowledge.rebuilds.forget()).rejects.toMatchObject({ code: 'rebuild-running' });
    slow.letGo();
    await knowledge.rebuilds.settled();
    await knowledge.rebuilds.forget();
    expect(await states(knowledge)).toEqual(['active hashing-a-16']);
    await expect(knowledge.rebuilds.start('back')).rejects.toMatchObject({ code: 'no-previous-index' });
  });
});

describe('another embedder', () => {
  const ask = (
    open: OpenIntake,
    { generations }: Awaited<ReturnType<typeof openKnowledge>>,
    mode: 'hybrid' | 'semantic',
  ) =>
    search(
      { database: open.database, ...generations.active() },
      { asker: { kind: 'operator' }, query: 'queue 7', mode, filter: [], limit: 3 },
    );

  test('leaves search by words, new tickets included, until its own index is made; then meaning is back', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const slow = heldEmbedder(hashingEmbedder('b', 24), 2);
    const knowledge = await openKnowledge(open, slow.embedder);
    await knowledge.rebuilds.resume();
    await slow.reached;
    const meanwhile = await ask(open, knowledge, 'hybrid');
    expect(meanwhile.meaning).toBe(false);
    expect(meanwhile.hits.map(({ why }) => why.semantic)).toEqual([0, 0, 0]);
    await expect(ask(open, knowledge, 'semantic')).rejects.toMatchObject({ code: 'meaning-unavailable' });
    await open.intake.take(open.runId, [changed(1, 'Zeppelin')]);
    await knowledge.settle();
    expect(await knowledge.words('zeppelin')).toHaveLength(1);

    slow.letGo();
    await knowledge.rebuilds.settled();
    await knowledge.settle();
    expect(await states(knowledge)).toEqual(['previous hashing-a-16', 'active hashing-b-24']);
    const after = await ask(open, knowledge, 'semantic');
    expect(after.meaning).toBe(true);
    expect(after.hits[0]?.why.semantic).toBeGreaterThan(0.5);
    const fresh = await tickets();
    await fresh.intake.take(fresh.runId, [changed(1, 'Zeppelin')]);
    const built = await openKnowledge(fresh, hashingEmbedder('b', 24));
    await built.settle();
    expect(await entries(open, 2)).toEqual(await entries(fresh, 1));
  });

  test('goes on where an earlier process stopped, and the one before can come back with its release', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const slow = heldEmbedder(hashingEmbedder('b'), 2);
    const cutOff = await openKnowledge(open, slow.embedder);
    await cutOff.rebuilds.resume();
    await slow.reached;
    const stopped = cutOff.rebuilds.stop();
    slow.letGo();
    await stopped;
    const begun = await open.database
      .selectFrom('index_entries')
      .select('ticket_id')
      .where('generation', '=', 2)
      .execute();
    expect(begun.length).toBeGreaterThan(0);

    const texts: string[] = [];
    const counting: Embedder = {
      ...hashingEmbedder('b'),
      embed: (given) => {
        texts.push(...given);
        return hashingEmbedder('b').embed(given);
      },
    };
    const next = await openKnowledge(open, counting);
    await next.rebuilds.resume();
    await next.rebuilds.settled();
    expect(await states(next)).toEqual(['previous hashing-a-16', 'active hashing-b-16']);
    expect(texts).toHaveLength(3 * (TICKETS - begun.length));

    const takenBack = await openKnowledge(open, hashingEmbedder('a'));
    await takenBack.rebuilds.resume();
    await takenBack.rebuilds.settled();
    expect(await states(takenBack)).toEqual(['active hashing-a-16', 'previous hashing-b-16']);
    expect(takenBack.generations.active().embedder?.id).toBe('hashing-a-16');
  });

  test('texts that could not be embedded meanwhile are, once their embedder is back', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const foreign = await openGenerations({
      database: open.database,
      embedder: hashingEmbedder('b'),
      openIndex: openExactIndex,
    });
    const indexer = createIndexer({
      database: open.database,
      generations: foreign,
      log: createLog('silent'),
    });
    onTestFinished(() => indexer.stop());
    await open.intake.take(open.runId, [changed(1, 'Zeppelin')]);
    indexer.wake();
    await indexer.settled();
    const native = await openKnowledge(open, hashingEmbedder('a'));
    await native.rebuilds.start('rebuild');
    await native.rebuilds.settled();
    await native.rebuilds.start('back');
    await native.rebuilds.settled();
    const [summary] = await native.generations.active().index.chunksOf('10001');
    expect(summary?.vector).toEqual((await hashingEmbedder('a').embed(['Zeppelin']))[0]);
  });

  test('that is given up before its index is made leaves no text without a meaning', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const other = await openKnowledge(open, hashingEmbedder('b'));
    await open.intake.take(open.runId, [changed(1, 'Zeppelin')]);
    await other.settle();
    const back = await openKnowledge(open, hashingEmbedder('a'));
    expect(await back.indexing()).toMatchObject({ live: TICKETS, indexed: TICKETS - 1, waiting: 1 });
    await back.settle();
    const [summary] = await back.generations.active().index.chunksOf('10001');
    expect(summary?.vector).toEqual((await hashingEmbedder('a').embed(['Zeppelin']))[0]);
    expect(await back.indexing()).toMatchObject({ indexed: TICKETS, waiting: 0 });
  });

  test('that made the index goes on being asked where it can be had, for new tickets too', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const slow = heldEmbedder(hashingEmbedder('b', 24), 2);
    const findEmbedder = async (id: string) => (id === 'hashing-a-16' ? hashingEmbedder('a') : null);
    const knowledge = await openKnowledge(open, slow.embedder, { findEmbedder });
    await knowledge.rebuilds.resume();
    await slow.reached;
    await open.intake.take(open.runId, [changed(1, 'Zeppelin')]);
    await knowledge.settle();
    const meanwhile = await ask(open, knowledge, 'semantic');
    expect(meanwhile.meaning).toBe(true);
    expect(meanwhile.hits[0]?.why.semantic).toBeGreaterThan(0.5);
    slow.letGo();
    await knowledge.rebuilds.settled();
    await knowledge.settle();
    expect(await states(knowledge)).toEqual(['previous hashing-a-16', 'active hashing-b-24']);
    expect(await knowledge.indexing()).toEqual({ live: TICKETS, indexed: TICKETS, waiting: 0, setAside: 0 });
  });

  test('that is away for a while delays its index, and no text is embedded twice for it', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const inner = hashingEmbedder('b', 24);
    let calls = 0;
    const texts: string[] = [];
    const failing: Embedder = {
      ...inner,
      async embed(given) {
        calls += 1;
        if (calls === 2 || calls === 3) throw new CasebookError('embedder-unavailable', 'away');
        texts.push(...given);
        return inner.embed(given);
      },
    };
    const knowledge = await openKnowledge(open, failing);
    await knowledge.rebuilds.resume();
    await knowledge.rebuilds.settled();
    expect(knowledge.rebuilds.latest()).toMatchObject({ state: 'succeeded', error: null });
    expect(await states(knowledge)).toEqual(['previous hashing-a-16', 'active hashing-b-24']);
    expect(texts.length).toBe(knowledge.generations.active().index.size().chunks);
  });

  test('that refuses ends the renewal with its reason, and the old index stays', async () => {
    const open = await tickets();
    await (await openKnowledge(open, hashingEmbedder('a'))).settle();
    const refusing: Embedder = {
      ...hashingEmbedder('b', 24),
      embed: () => Promise.reject(new CasebookError('embedder-refused', '401')),
    };
    const knowledge = await openKnowledge(open, refusing);
    await knowledge.rebuilds.resume();
    await knowledge.rebuilds.settled();
    expect(knowledge.rebuilds.latest()).toMatchObject({
      state: 'failed',
      error: { code: 'embedder-refused', detail: '401' },
    });
    expect(await states(knowledge)).toEqual(['active hashing-a-16', 'building hashing-b-24']);
    expect(await knowledge.words('queue')).toHaveLength(5);
  });
});

test('a ticket that is taken out is in no index, the one under way included', async () => {
  const open = await tickets();
  await (await openKnowledge(open, hashingEmbedder())).settle();
  const slow = heldEmbedder(hashingEmbedder(), 3);
  const knowledge = await openKnowledge(open, slow.embedder);
  await knowledge.rebuilds.start('rebuild');
  await slow.reached;
  await open.database.deleteFrom('tickets').where('id', '=', '10001').execute();
  await knowledge.generations.remove(['10001']);
  expect(knowledge.generations.active().index.size().tickets).toBe(TICKETS - 1);
  slow.letGo();
  await knowledge.rebuilds.settled();
  expect(knowledge.generations.active().index.size().tickets).toBe(TICKETS - 1);
  expect(await knowledge.indexing()).toMatchObject({ live: TICKETS - 1, indexed: TICKETS - 1 });
});
