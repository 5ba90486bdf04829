import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createErasure } from '../../src/ingest/index.ts';
import { openExactIndex, openGenerations } from '../../src/knowledge/index.ts';
import { breathe, type InTurn } from '../../src/platform/turns/index.ts';
import { hashingEmbedder, heldEmbedder } from '../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NAME = 'Ottilie Zwetschgenmus';
const person = { accountId: 'zw-1', displayName: NAME };
const reported = (summary: string, updated: string) =>
  record(issue(1, { summary, reporter: person, updated: `${updated}T08:00:00.000+0000` }));

/** A ticket that names a person, a previous index that lacks its newest state, and one in use that has it. */
async function withPreviousIndex(): Promise<{ folder: string; open: OpenIntake }> {
  const folder = temporaryFolder();
  const open = await openIntake(folder);
  await open.intake.take(open.runId, [reported(`${NAME} is stuck`, '2026-02-01'), record(issue(2))]);
  const knowledge = await openKnowledge(open, hashingEmbedder());
  await knowledge.settle();
  await knowledge.rebuilds.start('rebuild');
  await knowledge.rebuilds.settled();
  await open.intake.take(open.runId, [reported(`${NAME} is stuck again`, '2026-02-02')]);
  await knowledge.settle();
  return { folder, open };
}

const indexedText = async ({ database }: OpenIntake) =>
  (await database.selectFrom('index_entries').select('chunks_json').execute())
    .map(({ chunks_json }) => chunks_json)
    .join();

test('what an index was just taking in when it was erased is in no index afterwards', async () => {
  const { folder, open } = await withPreviousIndex();
  const slow = heldEmbedder(hashingEmbedder(), 1);
  const knowledge = await openKnowledge(open, slow.embedder);
  const { generations, rebuilds } = knowledge;
  /** Lets the embedder go when the erasure is through with the indexes, or has to wait for its turn there. */
  const inTurn: InTurn = (work) => {
    let begun = false;
    const turn = generations.alone(() => {
      begun = true;
      return work();
    });
    void breathe()
      .then(async () => begun && (await turn))
      .then(() => slow.letGo());
    return turn;
  };
  const erasure = createErasure({
    ...open,
    lakeFolder: join(folder, 'lake'),
    index: { inTurn, remove: generations.remove },
    onChanged: () => {},
  });

  await rebuilds.start('back');
  await slow.reached;
  await erasure.erase({ kind: 'person', accountId: person.accountId });
  await rebuilds.settled();
  await knowledge.settle();

  expect(rebuilds.latest()).toMatchObject({ kind: 'back', state: 'succeeded' });
  expect(await indexedText(open)).not.toContain('Zwetschgenmus');
  expect(await knowledge.words('zwetschgenmus')).toEqual([]);
  expect(await knowledge.indexing()).toEqual({ live: 2, indexed: 2, waiting: 0, setAside: 0 });
});

test('an index that was just being opened when something was erased does not hold it', async () => {
  const { open } = await withPreviousIndex();
  const [read, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const generations = await openGenerations({
    database: open.database,
    embedder: hashingEmbedder(),
    async openIndex(database, generation) {
      const index = await openExactIndex(database, generation);
      if (generation.state === 'previous') {
        read.resolve();
        await goOn.promise;
      }
      return index;
    },
  });
  const previous = (await generations.list()).find(({ state }) => state === 'previous');
  const opening = generations.open(previous as NonNullable<typeof previous>);
  await read.promise;
  const removed = generations.alone(() => generations.remove(['10001']));
  await breathe();
  goOn.resolve();
  const { index } = await opening;
  await removed;
  expect(index.size().tickets).toBe(1);
});
