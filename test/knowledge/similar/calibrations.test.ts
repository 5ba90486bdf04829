import { expect, test } from 'vitest';
import { type Asker, documentFromText, type RawRecord, sourceAt } from '../../../src/domain/index.ts';
import { WEIGHTS } from '../../../src/knowledge/index/weights.ts';
import { createDuplicates } from '../../../src/knowledge/index.ts';
import { calibrate, readCalibration, resetCalibration } from '../../../src/knowledge/similar/calibrations.ts';
import { FEATURES } from '../../../src/knowledge/similar/features.ts';
import { shippedCalibration } from '../../../src/knowledge/similar/shipped.ts';
import { keepFact } from '../../../src/platform/database/index.ts';
import { hashingEmbedder } from '../../support/hashing-embedder.ts';
import { openIntake } from '../../support/intake.ts';
import { issue, record } from '../../support/issue.ts';
import { openKnowledge } from '../../support/knowledge.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const signals = { meaning: 0.7, summaryMeaning: 0.2, timeApart: 0.09, later: 0.04, otherProject: 0 };
const operator: Asker = { kind: 'operator' };
const NAMES =
  'anvil bridge candle dynamo engine furnace gasket hammer injector jigsaw kettle lever magnet nozzle'.split(
    ' ',
  );

/** Matters told twice in nearly the same words, the second linked as a duplicate, and matters told once. */
function tickets(duplicates: number, single: number) {
  const text = (matter: number) => {
    const [a, b, c] = [matter, matter * 5 + 1, matter * 3 + 2].map((place) => NAMES[place % NAMES.length]);
    return `The ${a} of unit u${matter}x fails when the ${b} and the ${c} start`;
  };
  const told = (number: number, matter: number, fields: Record<string, unknown> = {}) =>
    issue(number, {
      summary: text(matter),
      description: documentFromText(`${text(matter)} together`),
      ...fields,
    });
  return [
    ...Array.from({ length: duplicates }, (_, matter) => [
      told(matter * 2 + 1, matter),
      told(matter * 2 + 2, matter, {
        created: '2026-01-04T08:00:00.000+0000',
        issuelinks: [
          {
            id: String(matter),
            type: { name: 'Duplicate', outward: 'duplicates', inward: 'is duplicated by' },
            outwardIssue: { key: `PAY-${matter * 2 + 1}` },
          },
        ],
      }),
    ]).flat(),
    ...Array.from({ length: single }, (_, place) => told(1000 + place, 1000 + place)),
  ];
}

async function targetOf(bodies: readonly unknown[]) {
  return targetWith(bodies.map(record));
}

async function targetWith(records: readonly RawRecord[]) {
  const open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, records);
  const { generations, settle } = await openKnowledge(open, hashingEmbedder());
  await settle();
  const active = generations.active();
  const read = () => readCalibration(open.database, active.generation.embedder);
  return { database: open.database, active, calibration: await read(), read };
}

test('too few linked duplicates are an error that says how many are needed, and change nothing', async () => {
  const { read, ...target } = await targetOf(tickets(3, 10));
  await expect(calibrate(target, { asker: operator })).rejects.toMatchObject({
    code: 'too-few-duplicates',
    detail: expect.stringContaining('There are 3, and 50 are needed'),
  });
  expect((await read()).origin).toBe('shipped');
});

test('a link at one site makes no pair with the ticket that has its key at another', async () => {
  const records = tickets(3, 0).map((body): RawRecord => {
    const isOriginal = Number(body.id) % 2 === 1;
    return isOriginal
      ? record(body)
      : { ...record(body), source: sourceAt('us'), externalId: `us:${body.id}` };
  });
  const { read: _, ...target } = await targetWith(records);
  await expect(calibrate(target, { asker: operator })).rejects.toMatchObject({
    detail: expect.stringContaining('There are 0, and 50 are needed'),
  });
});

test('where people link nearly equal tickets it learns to be sure of them, until it is reset', async () => {
  const { read, ...target } = await targetOf(tickets(55, 60));
  const { database, active } = target;
  // One of a model before stands in the way of nothing.
  const old = { ...shippedCalibration, features: [...FEATURES], signals, embedder: 'before' };
  await keepFact(database, 'similar-calibration', JSON.stringify(old));
  const outcome = await calibrate(target, { asker: operator });
  expect(outcome).toMatchObject({ applied: true, knownPairs: 55, neededPairs: 50, tickets: 170 });
  const { before, after } = outcome.compared;
  expect(after.pairs).toBe(before.pairs);
  expect(after.logLoss).toBeLessThan(before.logLoss);
  expect(outcome.page.after.pairs).toBe(outcome.page.before.pairs);
  // Each duplicate is found first whatever counts for how much: there is nothing to gain.
  expect(outcome.weights).toMatchObject({ queries: 110, better: false, before: { recallAt10: 1 } });
  const own = await read();
  expect(own).toMatchObject({ origin: 'own', embedder: active.generation.embedder });
  expect(await createDuplicates({ database, active: () => active }).isOutdated()).toBe(false);
  expect((await readCalibration(database, 'another embedder')).origin).toBe('shipped');
  await resetCalibration(database);
  expect((await read()).origin).toBe('shipped');
}, 60_000);

test('who may read nothing has nothing to learn from', async () => {
  const { read: _, ...target } = await targetOf(tickets(55, 5));
  await expect(calibrate(target, { asker: { kind: 'nobody' } })).rejects.toMatchObject({
    code: 'too-few-duplicates',
  });
});

test('one is learned at a time, and given up between two tickets without a trace', async () => {
  const { read, ...target } = await targetOf(tickets(55, 60));
  const [stop, searched] = [new AbortController(), Promise.withResolvers<void>()];
  let searches = 0;
  const { index } = target.active;
  const watched: typeof index = {
    ...index,
    search(query) {
      searches += 1;
      searched.resolve();
      return index.search(query);
    },
  };
  const active = { ...target.active, index: watched };
  const duplicates = createDuplicates({ database: target.database, active: () => active });
  const first = duplicates.calibrate({ asker: operator, signal: stop.signal });
  const ended = expect(first).rejects.toThrow('stopped');
  await searched.promise;
  const running = { code: 'calibration-running' };
  await expect(duplicates.calibrate({ asker: operator })).rejects.toMatchObject(running);
  await expect(duplicates.resetCalibration()).rejects.toMatchObject(running);
  stop.abort(new Error('stopped'));
  await ended;
  expect(searches).toBeLessThan(20);
  expect((await read()).origin).toBe('shipped');
  await duplicates.resetCalibration();
});

test('what signals were learned to count for is used until the reset, and for that embedder alone', async () => {
  const { read, ...target } = await targetOf(tickets(1, 5));
  const own = { ...shippedCalibration, origin: 'shipped', features: [...FEATURES], signals };
  const keep = (embedder: string) =>
    keepFact(target.database, 'similar-calibration', JSON.stringify({ ...own, embedder }));
  const open = () => createDuplicates({ database: target.database, active: () => target.active });
  expect(await open().isOutdated()).toBe(false);
  await keep('another embedder');
  expect(await open().weights()).toEqual(WEIGHTS);
  expect(await open().isOutdated()).toBe(true);
  await keep(target.active.generation.embedder);
  expect(await read()).toMatchObject({ origin: 'shipped', signals });
  const duplicates = open();
  expect(await duplicates.isOutdated()).toBe(false);
  expect(await duplicates.weights()).toEqual(signals);
  await duplicates.resetCalibration();
  expect(await duplicates.weights()).toEqual(WEIGHTS);
});
