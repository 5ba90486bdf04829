import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAdaptations } from '../../../src/knowledge/adapt/adaptations.ts';
import { adaptedEmbedder, chosenModel } from '../../../src/knowledge/adapt/chosen-model.ts';
import type { Objection, Outcome } from '../../../src/knowledge/adapt/outcome.ts';
import type { learnInThread } from '../../../src/knowledge/adapt/thread.ts';
import type { Embedder } from '../../../src/knowledge/embed/index.ts';
import { keepFact } from '../../../src/platform/database/index.ts';
import { createLog } from '../../../src/platform/telemetry/index.ts';
import { hashingEmbedder } from '../../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../../support/intake.ts';
import { comment, issue, record } from '../../support/issue.ts';
import { openKnowledge } from '../../support/knowledge.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TICKETS = 40;
const SHIPPED = hashingEmbedder('shipped');
const ADAPTED = ['casebook-adapted-16@0123456789ab', 'casebook-adapted-16@ba9876543210'] as const;
const log = createLog('silent');

const found = { queries: 300, mrr: 0.5, r10: 0.7 };
const gain = { mean: 0.02, low: 0.01, high: 0.03 };
const comparison = { before: found, after: found, mrrGain: gain, r10Gain: gain };

function outcomeOf(model: string, objections: Objection[] = []): Outcome {
  const comparisons = {
    heldBack: comparison,
    amongAll: comparison,
    duplicates: null,
    plainLanguage: comparison,
    inUse: null,
  };
  const counts = { tickets: 40, learned: 30, heldBack: 10, pairs: 30, tokens: 100, steps: 5, share: 1 };
  return { model, base: SHIPPED.id, ...counts, comparisons, objections };
}

/** Learning that reads all tickets and says that it made this model. */
function learned(model: string, objections: Objection[] = []): typeof learnInThread {
  return async (_data, tickets, { onProgress }) => {
    let read = 0;
    for await (const _ of tickets) read += 1;
    onProgress('read', read, 0);
    return { outcome: outcomeOf(model, objections), file: new TextEncoder().encode(model) };
  };
}

const bodies = Array.from({ length: TICKETS }, (_, i) => issue(i + 1, { summary: `Queue ${i} is stuck` }));

async function tickets(folder = temporaryFolder()): Promise<OpenIntake> {
  const open = await openIntake(folder);
  await open.intake.take(open.runId, bodies.map(record));
  return open;
}

/** The knowledge of an installation as a start of the process opens it, and its adaptations. */
async function start(
  open: OpenIntake,
  models: string,
  learn = learned(ADAPTED[0]),
  isErasureLeft = async () => false,
  fewest = TICKETS,
) {
  const find = async (id: string): Promise<Embedder | null> => {
    const file = join(models, `${id.replace('@', '.')}.bin`);
    return existsSync(file) ? { ...hashingEmbedder(id), id } : null;
  };
  const embedder = (await adaptedEmbedder(open.database, { find }, log)) ?? SHIPPED;
  const knowledge = await openKnowledge(open, embedder, { findEmbedder: find });
  await knowledge.settle();
  const adaptations = createAdaptations({
    database: open.database,
    generations: knowledge.generations,
    rebuilds: knowledge.rebuilds,
    log,
    shipped: { embedder: SHIPPED, file: '/nowhere' },
    findEmbedder: find,
    isErasureLeft,
    folder: models,
    learn,
    fewest,
  });
  await adaptations.clear();
  onTestFinished(() => adaptations.stop());
  const end = async () => {
    for (;;) {
      const { adaptation } = await adaptations.status();
      if (adaptation?.state !== 'running') return adaptation;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const inIndex = () => knowledge.generations.active().generation.embedder;
  return { ...knowledge, adaptations, end, inIndex };
}

const modelsIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const fileOf = (id: string) => `${id.replace('@', '.')}.bin`;

test('a better model is kept, and searched with once its index is made; the way back leads to the one that ships', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  const { adaptations, end, inIndex, indexing, rebuilds, generations } = await start(open, models);
  expect(inIndex()).toBe(SHIPPED.id);
  await adaptations.start('adapt');
  expect(await end()).toMatchObject({ state: 'succeeded', step: 'index', error: null });
  expect(inIndex()).toBe(ADAPTED[0]);
  expect(modelsIn(models)).toEqual([fileOf(ADAPTED[0])]);
  expect(await indexing()).toMatchObject({ live: TICKETS, indexed: TICKETS, waiting: 0 });
  expect(await adaptations.status()).toMatchObject({
    model: ADAPTED[0],
    shipped: SHIPPED.id,
    last: { taken: true, outcome: { model: ADAPTED[0] } },
  });

  await expect(rebuilds.start('back')).rejects.toMatchObject({
    code: 'previous-index-differs',
    detail: expect.stringContaining(`made with ${SHIPPED.id}, and ${ADAPTED[0]}`),
    entry: { advice: expect.stringContaining('casebook adapt --back') },
  });
  const [shippedIndex] = await generations.list();
  await adaptations.start('back');
  expect(await end()).toMatchObject({ kind: 'back', state: 'succeeded' });
  expect(inIndex()).toBe(SHIPPED.id);
  expect(generations.active().generation.id).toBe(shippedIndex?.id);
  expect(await chosenModel(open.database)).toBeNull();
  // The index before is made with it.
  expect(modelsIn(models)).toEqual([fileOf(ADAPTED[0])]);
  await expect(adaptations.start('back')).rejects.toMatchObject({ code: 'adapt-not-adapted' });
});

test.each([
  ['adapt', ['no-gain']],
  ['measure', []],
] as const)('%s with objections %j changes nothing but what is told', async (kind, objections) => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  const { adaptations, end, inIndex } = await start(open, models, learned(ADAPTED[0], [...objections]));
  await adaptations.start(kind);
  expect(await end()).toMatchObject({ state: 'succeeded', outcome: { objections } });
  expect([inIndex(), modelsIn(models)]).toEqual([SHIPPED.id, []]);
  expect((await adaptations.status()).last).toMatchObject({ taken: false });
});

test('what was chosen outlives the process; a model goes once nothing uses it', async () => {
  const [folder, models] = [temporaryFolder(), join(temporaryFolder(), 'models')];
  const open = await tickets(folder);
  const first = await start(open, models);
  await first.adaptations.start('adapt');
  await first.end();

  const second = await start(open, models, learned(ADAPTED[1]));
  expect(second.inIndex()).toBe(ADAPTED[0]);
  await second.adaptations.start('adapt');
  await second.end();
  expect(second.inIndex()).toBe(ADAPTED[1]);
  expect(modelsIn(models)).toEqual(ADAPTED.map(fileOf));

  await second.rebuilds.forget();
  await second.adaptations.clear();
  expect(modelsIn(models)).toEqual([fileOf(ADAPTED[1])]);
});

test('a process that died before it chose its model leaves nothing behind', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  mkdirSync(models);
  for (const name of [fileOf(ADAPTED[0]), 'x.casebook-adapted.part', 'all-MiniLM-L6-v2'])
    writeFileSync(join(models, name), '');
  const { inIndex } = await start(open, models);
  expect(inIndex()).toBe(SHIPPED.id);
  expect(modelsIn(models)).toEqual(['all-MiniLM-L6-v2']);
});

test('a process that died after it chose its model makes the index at the next start', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  await start(open, models);
  mkdirSync(models);
  writeFileSync(join(models, fileOf(ADAPTED[0])), '');
  await keepFact(open.database, 'adapted-model', ADAPTED[0]);
  const next = await start(open, models);
  expect(next.inIndex()).toBe(SHIPPED.id);
  await next.rebuilds.resume();
  await next.rebuilds.settled();
  expect(next.inIndex()).toBe(ADAPTED[0]);
});

test('a model whose file is lost gives way to the one that ships', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  await keepFact(open.database, 'adapted-model', ADAPTED[0]);
  const { generations } = await start(open, models);
  expect(generations.recipe.embedder).toBe(SHIPPED.id);
  expect(await chosenModel(open.database)).toBeNull();
});

test('one at a time; an erasure ends one that still learns', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  const waiting: typeof learnInThread = (_data, _tickets, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.throwIfAborted();
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const { adaptations, inIndex } = await start(open, models, waiting);
  await adaptations.start('adapt');
  await expect(adaptations.start('measure')).rejects.toMatchObject({ code: 'adapt-running' });
  await adaptations.whileErasing(async () => {
    for (const kind of ['adapt', 'measure'] as const)
      await expect(adaptations.start(kind)).rejects.toMatchObject({ code: 'erasure-running' });
  });
  expect(await adaptations.status()).toMatchObject({ adaptation: { state: 'interrupted' }, last: null });
  expect([inIndex(), modelsIn(models)]).toEqual([SHIPPED.id, []]);
});

test('does not begin while an erasure is left in hand, nor while one waits for its turn; going back does', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  const state = { left: false };
  const { adaptations, end } = await start(open, models, learned(ADAPTED[0]), async () => state.left);
  await adaptations.start('adapt');
  await end();
  state.left = true;
  await expect(adaptations.start('adapt')).rejects.toMatchObject({ code: 'erasure-running' });
  state.left = false;
  const erased = Promise.withResolvers<void>();
  const erasure = adaptations.whileErasing(() => erased.promise);
  await expect(adaptations.start('adapt')).rejects.toMatchObject({ code: 'erasure-running' });
  await adaptations.start('back');
  expect(await end()).toMatchObject({ kind: 'back', state: 'succeeded' });
  erased.resolve();
  await erasure;
  await adaptations.start('measure');
  expect(await end()).toMatchObject({ kind: 'measure', state: 'succeeded' });
});

test('the file of one that an erasure ends at the last moment is removed', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  let [interrupted, erasure]: [boolean, Promise<void>] = [false, Promise.resolve()];
  const lastMoment: typeof learnInThread = async (...given) => {
    const model = await learned(ADAPTED[0])(...given);
    // The file is there, and the choice is not made yet.
    const written = async () => {
      while (modelsIn(models).every((name) => name !== fileOf(ADAPTED[0])))
        await new Promise((resolve) => setImmediate(resolve));
      interrupted = true;
      erasure = adaptations.whileErasing(async () => {});
    };
    void written();
    return model;
  };
  const { adaptations, end } = await start(open, models, lastMoment);
  await adaptations.start('adapt');
  expect(await end()).toMatchObject({ state: 'interrupted' });
  await erasure;
  expect([interrupted, modelsIn(models), await chosenModel(open.database)]).toEqual([true, [], null]);
});

test('is refused where another embedder makes the vectors', async () => {
  const open = await tickets();
  const knowledge = await openKnowledge(open, SHIPPED);
  const adaptations = createAdaptations({
    ...knowledge,
    database: open.database,
    log,
    shipped: null,
    findEmbedder: async () => null,
    isErasureLeft: async () => false,
    folder: '/nowhere',
  });
  await expect(adaptations.start('adapt')).rejects.toMatchObject({ code: 'adapt-needs-static' });
});

test('what only some may read is not learned from', async () => {
  const open = await openIntake(temporaryFolder());
  const secret = { security: { id: '7', name: 'Board' } };
  const internal = { visibility: { type: 'role', value: 'Administrators', identifier: '10002' } };
  await open.intake.take(open.runId, [
    record(issue(1, { summary: 'Closed', ...secret })),
    record(
      issue(2, {
        summary: 'Open',
        comment: { total: 2, comments: [comment(1, 'for all'), comment(2, 'for few', internal)] },
      }),
    ),
  ]);
  const read: { summary: string; comments: string }[] = [];
  const noting: typeof learnInThread = async (data, given, options) => {
    for await (const { summary, comments } of given) read.push({ summary, comments });
    return learned(ADAPTED[0], ['no-gain'])(data, (async function* () {})(), options);
  };
  const { adaptations, end } = await start(open, join(temporaryFolder(), 'models'), noting);
  await adaptations.start('measure');
  await end();
  expect(read).toEqual([{ summary: 'Open', comments: 'for all' }]);
});

test('by itself it adapts once there are enough tickets, and again when they have grown by a quarter', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  const few = await start(open, models, undefined, undefined, TICKETS + 1);
  expect(await few.adaptations.followGrowth()).toBe(false);
  expect((await few.adaptations.status()).last).toBeNull();

  let model: string = ADAPTED[0];
  const learn: typeof learnInThread = (...given) => learned(model)(...given);
  const { adaptations, end, settle, inIndex } = await start(open, models, learn);
  await adaptations.start('measure');
  await end();
  expect(await adaptations.followGrowth()).toBe(true);
  expect(inIndex()).toBe(ADAPTED[0]);
  expect(await adaptations.followGrowth()).toBe(false);

  const more = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) =>
      record(issue(from + i + 1, { summary: `Queue ${i} is back` })),
    );
  await open.intake.take(open.runId, more(TICKETS, TICKETS + 9));
  await settle();
  expect(await adaptations.followGrowth()).toBe(false);
  await open.intake.take(open.runId, more(TICKETS + 9, TICKETS + 10));
  await settle();
  model = ADAPTED[1];
  expect(await adaptations.followGrowth()).toBe(true);
  expect(inIndex()).toBe(ADAPTED[1]);
});

test('one that adapted by itself and found no gain says so, and waits for growth too', async () => {
  const [open, models] = [await tickets(), join(temporaryFolder(), 'models')];
  let learnt = 0;
  const learn: typeof learnInThread = (...given) => {
    learnt += 1;
    return learned(ADAPTED[0], ['no-gain'])(...given);
  };
  const { adaptations } = await start(open, models, learn);
  expect(await adaptations.followGrowth()).toBe(false);
  expect(await adaptations.followGrowth()).toBe(false);
  expect(learnt).toBe(1);
});
