import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { createDeadLetters } from '../../src/ingest/index.ts';
import { startRun } from '../../src/ingest/runs.ts';
import { balance, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const later = { updated: '2026-02-01T00:00:00.000+0000' };
const unread = (place: string): RawRecord => ({
  ...record({ unreadable: '{"id"', bytes: 5 }),
  externalId: null,
  place,
  fault: { rule: 'not-json', reason: `${place}: expected ":"` },
});
const undelivered = (id: string): RawRecord => ({
  ...record({ id, error: 'Gone fishing.' }),
  fault: { rule: 'not-delivered', reason: 'Jira could not deliver it: Gone fishing.' },
});

describe.each([
  ['SQLite', true, async () => undefined],
  ['PostgreSQL', postgresServer !== null, () => emptyPostgres()],
])('dead letters on %s', (_, present, location) => {
  async function open() {
    const opened = await openIntake(temporaryFolder(), await location());
    const onApplied = vi.fn();
    const letters = createDeadLetters({ ...opened, onApplied });
    const list = (query = {}) => letters.list({ state: 'waiting', after: 0, limit: 50, ...query });
    /** As an update of Casebook would, which reads what it could not read before. */
    async function mend(id: number, body: unknown) {
      const record_json = JSON.stringify(record(body));
      await opened.database.updateTable('dead_letters').set({ record_json }).where('id', '=', id).execute();
    }
    const run = (id: number) =>
      opened.database.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    return { ...opened, letters, list, mend, run, onApplied };
  }

  test.skipIf(!present)('are counted by rule, most first, and listed page by page', async () => {
    const { intake, runId, database, letters, list } = await open();
    await intake.take(runId, [
      record(issue(1, { summary: '' })),
      record(issue(2, { summary: undefined })),
      unread('line 7'),
    ]);
    const second = await startRun(database);
    const comments = [{ id: '1', created: later.updated, updated: later.updated, body: null }];
    await intake.take(second, [record(issue(3, { comment: { total: 1, comments } }))]);

    const page = await list();
    expect(page.rules).toEqual([
      { rule: 'contract:fields.summary', letters: 2, example: expect.stringContaining('fields.summary') },
      { rule: 'contract:fields.comment.comments.*.body', letters: 1, example: expect.anything() },
      { rule: 'not-json', letters: 1, example: 'line 7: expected ":"' },
    ]);
    expect(page.letters.map(({ key, place, run }) => [key, place, run])).toEqual([
      ['PAY-1', null, runId],
      ['PAY-2', null, runId],
      [null, 'line 7', runId],
      ['PAY-3', null, second],
    ]);
    expect([page.total, page.next]).toEqual([4, null]);

    const first = await list({ limit: 3 });
    expect([first.letters.length, first.total, first.next]).toEqual([3, 4, first.letters[2]?.id]);
    expect((await list({ after: first.next, limit: 3 })).letters.map(({ key }) => key)).toEqual(['PAY-3']);
    const count = async (query: object) => (await list(query)).total;
    expect(await count({ rule: 'contract' })).toBe(3);
    expect(await count({ rule: 'contract:fields.summary' })).toBe(2);
    expect(await count({ rule: 'contract:fields' })).toBe(0);
    expect(await count({ rule: '%' })).toBe(0);
    expect(await count({ run: second })).toBe(1);
    expect(await count({ source: 'jira', rule: 'not-json' })).toBe(1);
    expect(await count({ source: 'zendesk' })).toBe(0);
    const whole = await letters.read(page.letters[0]!.id);
    expect(whole.record?.body).toMatchObject({ id: '10001' });
    await expect(letters.read(999)).rejects.toMatchObject({ code: 'dead-letter-not-found' });
  });

  test.skipIf(!present)('that pass by now are tickets, and gone; the others say why not', async () => {
    const opened = await open();
    const { intake, runId, letters, list, mend } = opened;
    await intake.take(
      runId,
      [1, 2, 3].map((number) => record(issue(number, { summary: '' }))),
    );
    await startRun(opened.database);
    const [one, two] = (await list()).letters;
    await mend(one!.id, issue(1));
    await mend(two!.id, issue(2, { status: { name: 'Done' } }));
    expect(await letters.redrive({}, 0)).toEqual({
      taken: 3,
      applied: 1,
      duplicate: 0,
      refused: 2,
      next: null,
    });
    expect(opened.onApplied).toHaveBeenCalledOnce();
    expect((await list()).letters).toMatchObject([
      { key: 'PAY-2', rule: 'contract:fields.status.statusCategory', attempts: 2 },
      { key: 'PAY-3', rule: 'contract:fields.summary', attempts: 2 },
    ]);
    const tickets = await opened.database.selectFrom('tickets').select(['key', 'lake_seq']).execute();
    expect(tickets).toEqual([{ key: 'PAY-1', lake_seq: 1 }]);
    // They were received once, by the run that they came with.
    expect(await opened.run(runId)).toMatchObject({ received: 3, applied: 1, duplicate: 0, refused: 2 });
    expect(await balance(opened)).toEqual({ received: 3, disposed: 3 });
  });

  test.skipIf(!present)('a key that became free lets its letter in', async () => {
    const { intake, runId, letters, list } = await open();
    await intake.take(runId, [record(issue(1)), record(issue(2, {}, { key: 'PAY-1' }))]);
    expect((await list()).letters).toMatchObject([{ rule: 'key-taken', path: 'key', key: 'PAY-1' }]);
    expect(await letters.redrive({ rule: 'key-taken' }, 0)).toMatchObject({ applied: 0, refused: 1 });
    await intake.take(runId, [record(issue(1, later, { key: 'CORE-1' }))]);
    expect(await letters.redrive({ rule: 'key-taken' }, 0)).toMatchObject({ applied: 1, refused: 0 });
    expect((await list()).total).toBe(0);
  });

  test.skipIf(!present)('of a ticket that has come in since brings no former key back', async () => {
    const opened = await open();
    const { intake, runId, letters, database, list } = opened;
    await intake.take(runId, [record(issue(1)), record(issue(2, {}, { key: 'PAY-1' }))]);
    // Its project was renamed, which Jira does not call a change; then the key that it had becomes free.
    const laterRun = await startRun(database);
    await intake.take(laterRun, [record(issue(2, {}, { key: 'NEW-1' }))]);
    await intake.take(laterRun, [record(issue(1, later, { key: 'CORE-1' }))]);
    expect(await letters.redrive({}, 0)).toMatchObject({ applied: 0, duplicate: 1, refused: 0 });
    expect((await list()).total).toBe(0);
    const tickets = await database.selectFrom('tickets').select('key').orderBy('key').execute();
    expect(tickets.map(({ key }) => key)).toEqual(['CORE-1', 'NEW-1']);
  });

  test.skipIf(!present)('of a ticket that is newer by now is a duplicate', async () => {
    const opened = await open();
    const { intake, runId, letters, list, mend } = opened;
    await intake.take(runId, [record(issue(1, { summary: '' })), record(issue(1, later))]);
    await mend((await list()).letters[0]!.id, issue(1));
    expect(await letters.redrive({}, 0)).toMatchObject({ applied: 0, duplicate: 1, refused: 0 });
    expect(await opened.run(runId)).toMatchObject({ received: 2, applied: 1, duplicate: 1, refused: 0 });
    expect(await balance(opened)).toEqual({ received: 2, disposed: 2 });
  });

  test.skipIf(!present)('what never arrived whole keeps its reason', async () => {
    const { intake, runId, letters, list } = await open();
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    await intake.take(runId, [unread('line 1'), unread('line 2'), undelivered('10001'), record(deep)]);
    const before = (await list()).letters;
    expect(await letters.redrive({}, 0)).toMatchObject({ taken: 4, refused: 4 });
    const after = (await list()).letters;
    expect(after.map(({ rule, reason }) => [rule, reason])).toEqual(
      before.map(({ rule, reason }) => [rule, reason]),
    );
    expect(after.map(({ rule, attempts }) => `${rule} ${attempts}`)).toEqual([
      'not-json 2',
      'not-json 2',
      'not-delivered 2',
      'too-deep 2',
    ]);
  });

  test.skipIf(!present)('that Jira could not deliver an issue is over when it does', async () => {
    const opened = await open();
    const { intake, runId, list } = opened;
    await intake.take(runId, [undelivered('10001'), undelivered('10002'), record(issue(3))]);
    const second = await startRun(opened.database);
    expect(await intake.take(second, [record(issue(1)), record(issue(3))])).toMatchObject({ applied: 1 });
    expect((await list()).letters.map(({ externalId }) => externalId)).toEqual(['10002']);
    expect(await opened.run(runId)).toMatchObject({ received: 3, applied: 1, duplicate: 1, refused: 1 });
    expect(await balance(opened)).toEqual({ received: 5, disposed: 5 });
  });

  test.skipIf(!present)('are tried in batches, each letter once', async () => {
    const { intake, runId, letters } = await open();
    await intake.take(
      runId,
      Array.from({ length: 230 }, (_, at) => record(issue(at, { summary: '' }))),
    );
    const taken: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const redriven: Awaited<ReturnType<typeof letters.redrive>> = await letters.redrive({}, after);
      taken.push(redriven.taken);
      after = redriven.next;
    }
    expect(taken).toEqual([100, 100, 30]);
  });

  test.skipIf(!present)('large ones are not held together', async () => {
    const { intake, runId, letters } = await open();
    const text = 'x'.repeat(3_000_000);
    await intake.take(
      runId,
      [1, 2].map((at) => record(issue(at, { summary: '', customfield_1: text }))),
    );
    const first = await letters.redrive({}, 0);
    expect(first.taken).toBe(1);
    expect(await letters.redrive({}, first.next ?? 0)).toMatchObject({ taken: 1, next: null });
  });

  test.skipIf(!present)(
    'that are discarded stay counted, without their record, and do not come back',
    async () => {
      const opened = await open();
      const { intake, runId, letters, list } = opened;
      const bad = record(issue(1, { summary: '' }));
      await intake.take(runId, [bad, unread('line 1')]);
      expect(await letters.discard({ rule: 'contract' })).toBe(1);
      expect((await list()).letters.map(({ rule }) => rule)).toEqual(['not-json']);
      const [gone] = (await list({ state: 'discarded' })).letters;
      expect((await letters.read(gone!.id)).record).toBeNull();
      expect(await letters.redrive({}, 0)).toMatchObject({ taken: 1 });
      expect(await intake.take(runId, [bad])).toMatchObject({ duplicate: 1, refused: 0 });
      expect((await list()).total).toBe(1);
      expect(await balance(opened)).toEqual({ received: 3, disposed: 3 });
      for (const end of [
        () => letters.discard({ ids: [gone!.id] }),
        () => letters.redrive({ ids: [999] }, 0),
      ])
        await expect(end()).rejects.toMatchObject({ code: 'dead-letter-not-found' });
    },
  );

  test.skipIf(!present)('a crash between lake and tables loses no letter and no ticket', async () => {
    const opened = await open();
    const { intake, runId, letters, list, mend, database } = opened;
    await intake.take(runId, [record(issue(1, { summary: '' }))]);
    const [letter] = (await list()).letters;
    await mend(letter!.id, issue(1));
    // The line reaches the lake, the transaction fails: as after a kill between the two.
    const broken = vi.spyOn(database, 'transaction').mockImplementation(() => {
      throw new Error('killed');
    });
    onTestFinished(() => broken.mockRestore());
    await expect(letters.redrive({}, 0)).rejects.toThrow('killed');
    broken.mockRestore();
    expect(await intake.pending()).toBe(1);
    const { received, disposed } = await balance(opened);
    expect(received).toBe(disposed);
    expect(await letters.redrive({}, 0)).toMatchObject({ taken: 1, duplicate: 1 });
    expect(await database.selectFrom('tickets').select('key').execute()).toEqual([{ key: 'PAY-1' }]);
    expect(await balance(opened)).toEqual({ received: 2, disposed: 2 });
  });
});
