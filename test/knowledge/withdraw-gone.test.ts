import { expect, test } from 'vitest';
import { tombstoneRecord } from '../../src/ingest/sources/jira/tombstone.ts';
import { search } from '../../src/knowledge/index.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fromJira = (number: number) => ({ ...record(issue(number)), atJira: true as const });
const gone = (number: number) => tombstoneRecord(String(10_000 + number), 1_767_300_000_000);

async function opened(embedder = hashingEmbedder()) {
  const open = await openIntake(temporaryFolder());
  const knowledge = await openKnowledge(open, embedder);
  await open.intake.take(open.runId, [fromJira(1), fromJira(2), fromJira(3)]);
  return { open, knowledge };
}

test('the index lets go of a ticket that is gone, and before it does no text of it is found', async () => {
  const { open, knowledge } = await opened();
  await knowledge.settle();
  await open.intake.take(open.runId, [gone(1)]);
  expect((await knowledge.words('payment charged')).map(({ ticketId }) => ticketId).sort()).toEqual([
    '10002',
    '10003',
  ]);
  await knowledge.settle();
  expect(knowledge.generations.active().index.size().tickets).toBe(2);
  const found = await search(
    { database: open.database, ...knowledge.generations.active() },
    { asker: { kind: 'operator' }, query: 'payment', mode: 'lexical', filter: [], limit: 10 },
  );
  expect(found).toMatchObject({ total: 2, hits: [{}, {}] });
  expect(await knowledge.indexing()).toMatchObject({ live: 2, indexed: 2, waiting: 0 });
  expect(await open.database.selectFrom('index_removals').selectAll().execute()).toEqual([]);
});

test('one that goes and comes back before the index has looked is found', async () => {
  const { open, knowledge } = await opened();
  await knowledge.settle();
  await open.intake.take(open.runId, [gone(1)]);
  await open.intake.take(open.runId, [fromJira(1)]);
  // As a rebuild leaves it, which writes tickets past the intake.
  await open.database.insertInto('index_removals').values({ ticket_id: '10001' }).execute();
  await knowledge.settle();
  expect(knowledge.generations.active().index.size().tickets).toBe(3);
  expect(await knowledge.indexing()).toMatchObject({ live: 3, indexed: 3, waiting: 0 });
});

test('one that goes while its text is being embedded gets into no index, and keeps no other out', async () => {
  const inner = hashingEmbedder();
  let interfere: (() => Promise<unknown>) | null = null;
  const { open, knowledge } = await opened({
    ...inner,
    async embed(texts, options) {
      await interfere?.();
      interfere = null;
      return inner.embed(texts, options);
    },
  });
  interfere = () => open.intake.take(open.runId, [gone(2)]);
  await knowledge.settle();
  expect(interfere).toBeNull();
  expect(knowledge.generations.active().index.size().tickets).toBe(2);
  expect(await knowledge.indexing()).toEqual({ live: 2, indexed: 2, waiting: 0, setAside: 0 });
  expect(knowledge.indexer.trouble).toBeNull();
});
