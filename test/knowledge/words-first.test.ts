import { expect, onTestFinished, test } from 'vitest';
import { type Asker, CasebookError } from '../../src/domain/index.ts';
import type { Embedder } from '../../src/knowledge/embed/index.ts';
import { createIndexer } from '../../src/knowledge/index.ts';
import { wordsQuery } from '../../src/knowledge/query/free-text.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** More than are indexed at a time. */
const MANY = 70;
const HOUR_MS = 3_600_000;

const member: Asker = { kind: 'user', accountId: 'u9', principals: new Set(['project:PAY']) };

/** A service that answers until it is told to fail, and an indexer that asks it again after `retryMs`. */
async function withService({ remote = true, retryMs = HOUR_MS } = {}) {
  const open = await openIntake(temporaryFolder());
  const inner = hashingEmbedder();
  const service = {
    calls: 0,
    fails: async (_texts: readonly string[]): Promise<void> => {},
  };
  const embedder: Embedder = {
    ...inner,
    remote,
    async embed(texts, options) {
      if (texts.length > 0) {
        service.calls += 1;
        await service.fails(texts);
      }
      return inner.embed(texts, options);
    },
  };
  const { generations, indexing } = await openKnowledge(open, embedder);
  const log = createLog('silent');
  const indexer = createIndexer({ database: open.database, generations, log, retryMs });
  onTestFinished(() => indexer.stop());
  return {
    service,
    indexer,
    indexing,
    async take(...bodies: unknown[]) {
      await open.intake.take(open.runId, bodies.map(record));
      indexer.wake();
    },
    async finds(words: string, asker: Asker = { kind: 'operator' }) {
      const query = { asker, text: wordsQuery(words), filter: [], limit: 0, total: true } as const;
      return (await generations.active().index.search(query)).total;
    },
    vectorsOf: async (ticketId: string) =>
      (await generations.active().index.chunksOf(ticketId)).map(({ vector }) => Math.hypot(...vector)),
  };
}

const unavailable = async () => {
  throw new CasebookError('embedder-unavailable', 'as any outage');
};

/** A ticket with a comment, which `fields` of a later state hide. */
const discussed = (more: Record<string, unknown> = {}, updated = '2026-01-03T08:00:00.000+0000') =>
  issue(1, { updated, comment: { total: 1, comments: [comment(1, 'The heron was told.', more)] } });
const hidden = discussed({ jsdPublic: false }, '2026-01-04T08:00:00.000+0000');

test.each([
  ['a service', true],
  ['an embedder on this machine', false],
])(
  'while %s is away new tickets are found by words, all of them, and have their meaning later',
  async (_, remote) => {
    const { service, indexer, take, finds, indexing, vectorsOf } = await withService({ remote, retryMs: 30 });
    service.fails = unavailable;
    await take(...Array.from({ length: MANY }, (_, i) => issue(i + 1)));
    await expect.poll(() => finds('charged twice')).toBe(MANY);
    await expect.poll(() => indexer.trouble?.code).toBe('embedder-unavailable');
    expect(await indexing()).toEqual({ live: MANY, indexed: 0, waiting: MANY, setAside: 0 });

    service.fails = async () => {};
    await indexer.settled();
    expect(await indexing()).toEqual({ live: MANY, indexed: MANY, waiting: 0, setAside: 0 });
    for (const length of await vectorsOf(`${10_000 + MANY}`)) expect(length).toBeCloseTo(1, 5);
  },
);

test('what Jira hides leaves the index while the service is away, and the service is not asked more for it', async () => {
  const { service, indexer, take, finds, vectorsOf } = await withService();
  await take(discussed());
  await indexer.settled();
  expect(await finds('heron', member)).toBe(1);

  service.fails = unavailable;
  await take(issue(2));
  await expect.poll(() => indexer.trouble?.code).toBe('embedder-unavailable');
  const calls = service.calls;
  await take(hidden);
  await expect.poll(() => finds('heron', member)).toBe(0);
  expect(await finds('heron')).toBe(1);
  expect(service.calls).toBe(calls);
  // Its texts are those that were there: none loses its meaning.
  for (const length of await vectorsOf('10001')) expect(length).toBeCloseTo(1, 5);
});

test.each([
  ['a service', true, MANY + 1],
  ['an embedder on this machine', false, 1],
])(
  'what Jira hides leaves the index before %s answers for the tickets ahead of it',
  async (_, remote, found) => {
    const { service, indexer, take, finds, vectorsOf } = await withService({ remote });
    await take(discussed());
    await indexer.settled();
    const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    service.fails = async () => {
      asked.resolve();
      await answered.promise;
    };
    await take(...Array.from({ length: MANY }, (_, i) => issue(i + 2)), hidden);
    await asked.promise;
    expect(await finds('heron', member)).toBe(0);
    expect(await finds('charged twice', member)).toBe(found);
    // Its texts are those that were there: none loses its meaning.
    for (const length of await vectorsOf('10001')) expect(length).toBeCloseTo(1, 5);
    answered.resolve();
    await indexer.settled();
    expect(await finds('charged twice', member)).toBe(MANY + 1);
  },
);

test('what Jira hides in the middle of a backlog comes before the rest of it', async () => {
  const { service, indexer, take, finds } = await withService({ remote: false });
  await take(discussed());
  await indexer.settled();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const answered = Promise.withResolvers<void>();
  const before = service.calls;
  service.fails = async () => {
    if (service.calls === before + 1) {
      first.resolve();
      await answered.promise;
    } else second.resolve();
  };
  await take(...Array.from({ length: MANY }, (_, i) => issue(i + 2)));
  await first.promise;
  await take(hidden);
  expect(await finds('heron', member)).toBe(1);
  answered.resolve();
  await second.promise;
  expect(await finds('heron', member)).toBe(0);
  await indexer.settled();
});

test('meaning comes while tickets go on coming in', async () => {
  const { service, indexer, take } = await withService();
  await take(...Array.from({ length: MANY }, (_, i) => issue(i + 1)));
  let isComing = true;
  const comeIn = () => {
    indexer.wake();
    if (isComing) setImmediate(comeIn);
  };
  comeIn();
  await expect.poll(() => service.calls).toBeGreaterThan(1);
  isComing = false;
  await indexer.settled();
});

test('a ticket whose text a service refuses is found by words, and hides what Jira hides', async () => {
  const { service, indexer, take, finds, indexing } = await withService({ retryMs: 0 });
  await take(discussed());
  await indexer.settled();
  service.fails = async (texts) => {
    if (texts.some((text) => text.includes('poison')))
      throw new CasebookError('embedder-text-refused', 'not this one');
  };
  await take({ ...hidden, fields: { ...hidden.fields, summary: 'poison' } }, issue(2));
  await indexer.settled();
  expect(await indexing()).toEqual({ live: 2, indexed: 1, waiting: 1, setAside: 1 });
  expect(await finds('poison', member)).toBe(1);
  expect(await finds('heron', member)).toBe(0);
});
