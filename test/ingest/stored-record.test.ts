import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { storedRecord } from '../../src/ingest/stored-record.ts';
import { openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a ticket is read as its newest state came in, whatever came in before and after', async () => {
  const { intake, lake, database, runId } = await openIntake(temporaryFolder());
  const one = record(issue(1));
  const changed: RawRecord = record({
    ...issue(1),
    fields: { ...issue(1).fields, summary: 'Changed', updated: '2030-01-01T00:00:00.000+0000' },
  });
  await intake.take(runId, [one, record(issue(2))]);
  await intake.take(runId, [changed, record(issue(3))]);
  const line = await storedRecord(database, lake, one.externalId!);
  expect(line).toMatchObject({ seq: 3, record: { body: changed.body } });
  expect((await storedRecord(database, lake, record(issue(2)).externalId!))?.seq).toBe(2);
  expect(await storedRecord(database, lake, '999')).toBeNull();
});

test('a line that is missing is said to be, and no other takes its place', async () => {
  const { intake, lake, database, runId } = await openIntake(temporaryFolder());
  await intake.take(runId, [record(issue(1)), record(issue(2))]);
  await lake.rewrite(({ head }) => (head.seq === 1 ? 'drop' : 'keep'));
  await expect(storedRecord(database, lake, record(issue(1)).externalId!)).rejects.toMatchObject({
    code: 'data-unreadable',
    detail: expect.stringContaining('Line 1 of the lake'),
  });
});
