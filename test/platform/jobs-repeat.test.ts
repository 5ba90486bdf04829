import { expect, onTestFinished, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { openJobQueue, repeat } from '../../src/platform/jobs/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const daily = { name: 'sync-verify', cron: '30 3 * * *', attempts: 5, backOffMs: 1000 };

async function queue() {
  const location = `${temporaryFolder()}/casebook.sqlite`;
  const database = await openDatabase(location);
  const jobs = await openJobQueue({ database, location, store: 'database', log: createLog('silent') });
  onTestFinished(async () => {
    await jobs.stop();
    await database.destroy();
  });
  const schedules = () => database.selectFrom('schedules').select(['name', 'cron', 'time_zone']).execute();
  return { database, jobs, schedules };
}

/** Has the schedule come due. */
async function fire({ database, jobs }: Awaited<ReturnType<typeof queue>>): Promise<void> {
  await database.updateTable('schedules').set({ next_at: 0 }).execute();
  jobs.start();
  await jobs.settled();
}

test('work comes due by the schedule, and what does not pass waits for the next', async () => {
  const open = await queue();
  let checks = 0;
  await repeat(open.jobs, {
    ...daily,
    async work() {
      checks += 1;
      throw new CasebookError('removals-refused', 'Too many.');
    },
  });
  expect(await open.schedules()).toEqual([{ name: 'sync-verify', cron: '30 3 * * *', time_zone: 'UTC' }]);
  await fire(open);
  expect(checks).toBe(1);
  expect(await open.jobs.list({ limit: 5 })).toMatchObject([{ queue: 'sync-verify', state: 'done' }]);
});

test('what passes is tried again, and a schedule that was ended comes due no more', async () => {
  const open = await queue();
  await repeat(open.jobs, {
    ...daily,
    async work() {
      throw new CasebookError('sync-running', 'One sync runs at a time.');
    },
  });
  await fire(open);
  expect(await open.jobs.list({ limit: 5 })).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  await repeat(open.jobs, { ...daily, work: null });
  expect(await open.schedules()).toEqual([]);
});

test('a schedule that is none is refused by name', async () => {
  const { jobs } = await queue();
  await expect(repeat(jobs, { ...daily, cron: '99 3 * * *', async work() {} })).rejects.toMatchObject({
    code: 'job-invalid',
    detail: expect.stringContaining('99 3 * * *'),
  });
});
