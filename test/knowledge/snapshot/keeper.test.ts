import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createEngine } from '../../../src/knowledge/index/exact/engine.ts';
import { createSnapshotKeeper } from '../../../src/knowledge/index/exact/snapshot/keeper.ts';
import type { SnapshotPlace } from '../../../src/knowledge/index/exact/snapshot/place.ts';
import { createLog } from '../../../src/platform/telemetry/index.ts';
import { createTurns } from '../../../src/platform/turns/index.ts';

/** A keeper of an empty engine, with a place that says what is asked of it and waits for leave to end a write. */
function kept({ quietMs = 1, patienceMs = 1e9 } = {}) {
  const events: string[] = [];
  const begun: PromiseWithResolvers<void>[] = [Promise.withResolvers()];
  const leave: PromiseWithResolvers<void>[] = [Promise.withResolvers()];
  const place: SnapshotPlace = {
    read: async () => null,
    async write(_held, goesOn) {
      const turn = begun.length - 1;
      begun.push(Promise.withResolvers());
      leave.push(Promise.withResolvers());
      begun[turn]?.resolve();
      await leave[turn]?.promise;
      events.push(goesOn() ? 'written' : 'given up');
      return goesOn();
    },
    async remove() {
      events.push('removed');
    },
  };
  const inTurn = createTurns();
  const held = { engine: createEngine(32), statistics: null, change: 0 };
  const keeper = createSnapshotKeeper({
    place,
    held: () => held,
    inTurn,
    log: createLog('silent'),
    quietMs,
    patienceMs,
    dueTickets: 10,
  });
  return { keeper, events, begun, leave, inTurn };
}

test('one is written once enough has changed and nothing changes any more', async () => {
  const { keeper, events, begun, leave } = kept();
  keeper.note(9);
  await sleep(20);
  expect(begun).toHaveLength(1);
  keeper.note(1);
  await begun[0]?.promise;
  leave[0]?.resolve();
  await vi.waitFor(() => expect(events).toEqual(['written']));
  await keeper.close();
  expect(begun).toHaveLength(2);
});

test('none begins when all is quiet because changes wait for one', async () => {
  const { keeper, events, begun, leave } = kept({ quietMs: 40, patienceMs: 10 });
  keeper.note(10);
  await sleep(20);
  keeper.note(1);
  await begun[0]?.promise;
  await sleep(80);
  expect(begun).toHaveLength(2);
  leave[0]?.resolve();
  await vi.waitFor(() => expect(events).toEqual(['written']));
  await keeper.close();
});

test('changes wait for one where it was due for long, and for no other', async () => {
  const { keeper, events, begun, leave, inTurn } = kept({ patienceMs: -1 });
  keeper.note(10);
  await begun[0]?.promise;
  const change = inTurn(async () => void events.push('changed'));
  leave[0]?.resolve();
  await change;
  expect(events).toEqual(['written', 'changed']);

  const gentle = kept();
  gentle.keeper.note(10);
  await gentle.begun[0]?.promise;
  await gentle.inTurn(async () => void gentle.events.push('changed'));
  gentle.leave[0]?.resolve();
  await vi.waitFor(() => expect(gentle.events).toEqual(['changed', 'written']));
});

test('one that is being written when something is taken out is given up before the file is removed', async () => {
  const { keeper, events, begun, leave, inTurn } = kept();
  keeper.note(10);
  await begun[0]?.promise;
  const forgotten = inTurn(() => keeper.forget());
  leave[0]?.resolve();
  await forgotten;
  keeper.note(100);
  await sleep(20);
  await keeper.close();
  expect(events).toEqual(['given up', 'removed']);
});

test('an end writes what is worth it', async () => {
  for (const [tickets, expected] of [
    [9, []],
    [10, ['written']],
  ] as const) {
    const { keeper, events, leave } = kept({ quietMs: 1e6 });
    keeper.note(tickets);
    leave[0]?.resolve();
    await keeper.close();
    expect(events).toEqual(expected);
  }
});
