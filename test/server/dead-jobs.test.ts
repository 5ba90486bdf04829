import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createDeadJobs } from '../../src/app/dead-jobs.ts';
import { openJobQueue, type Queue } from '../../src/platform/jobs/index.ts';
import { createLog } from '../../src/platform/telemetry/index.ts';
import { sessionCookieHeader } from '../support/cookies.ts';
import { openPeople, signIn } from '../support/people.ts';
import { serverOver } from '../support/stub-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const compare: Queue<Record<string, never>> = {
  name: 'sync-verify',
  payload: z.strictObject({}),
  attempts: 1,
};

/** A job that has failed for good, asked about through HTTP by Olga, who is an operator. */
async function withDeadJob(options: { key?: string } = {}) {
  const location = join(temporaryFolder(), 'casebook.sqlite');
  const { people, database } = await openPeople(location);
  const jobs = await openJobQueue({ database, location, store: 'database', log: createLog('silent') });
  onTestFinished(() => jobs.stop(0));
  let isBroken = true;
  let ran = 0;
  jobs.handle(compare, async () => {
    ran += 1;
    if (isBroken) throw new Error('Jira is away.');
  });
  jobs.start();
  const id = await jobs.enqueue(compare, {}, options);
  await jobs.settled();
  const server = await serverOver({ people, deadJobs: createDeadJobs(jobs) });
  const headers = {
    host: '127.0.0.1:4310',
    origin: 'http://127.0.0.1:4310',
    cookie: sessionCookieHeader(await signIn(people, 'olga')),
  };
  const list = async () => (await server.inject({ url: '/api/jobs/dead', headers })).json().jobs;
  async function ask(what: 'retry' | 'discard', which = id) {
    const answer = await server.inject({
      method: 'POST',
      url: `/api/jobs/dead/${what}`,
      headers,
      payload: { id: which },
    });
    return { status: answer.statusCode, code: answer.json().code };
  }
  return {
    ...{ people, jobs, id, list, ask, ran: () => ran },
    mend: () => {
      isBroken = false;
    },
  };
}

test('what failed for good is listed with why, and is run once more, however often that is asked for', async () => {
  const { people, jobs, id, list, ask, ran, mend } = await withDeadJob();
  const diedAt = expect.stringMatching(/^20\d\d-/);
  expect(await list()).toEqual([
    {
      ...{ id, queue: 'sync-verify', attempts: 1, diedAt },
      errors: [{ attempt: 1, at: diedAt, message: 'Jira is away.' }],
    },
  ]);
  mend();
  const done = { status: 202, code: undefined };
  expect(await Promise.all([ask('retry'), ask('retry')])).toEqual([done, done]);
  await jobs.settled();
  expect(await list()).toEqual([]);
  expect([ran(), (await jobs.find(id))?.state]).toEqual([2, 'done']);
  // What is done is not done once more, and there is nothing to dismiss.
  expect(await ask('retry')).toEqual(done);
  expect(await ask('retry', '999')).toEqual({ status: 404, code: 'job-not-found' });
  expect(await ask('discard')).toEqual({ status: 404, code: 'job-not-found' });
  expect(ran()).toBe(2);
  const { records } = await people.audit.list({ limit: 9, action: 'job.retry' });
  expect(records.map(({ actor, subject, status }) => [actor, subject, status])).toEqual([
    ['olga', '999', 404],
    ['olga', id, 202],
    ['olga', id, 202],
    ['olga', id, 202],
  ]);
});

test('one that waits again is asked for in vain, and that is no failure', async () => {
  const { jobs, id, ask, ran } = await withDeadJob();
  await jobs.stop(0);
  expect(await ask('retry')).toEqual({ status: 202, code: undefined });
  expect(await ask('retry')).toEqual({ status: 202, code: undefined });
  expect(await jobs.find(id)).toMatchObject({ state: 'waiting', attempts: 1 });
  expect(ran()).toBe(1);
});

test('what another job does meanwhile is not run beside it, and can be dismissed', async () => {
  const { people, jobs, id, list, ask } = await withDeadJob({ key: 'all' });
  await jobs.enqueue(compare, {}, { key: 'all', runAt: Date.now() + 3_600_000 });
  expect(await ask('retry')).toEqual({ status: 409, code: 'job-underway' });
  expect(await ask('discard')).toEqual({ status: 200, code: undefined });
  expect(await list()).toEqual([]);
  const { records } = await people.audit.list({ limit: 9, action: 'job.discard' });
  expect(records).toMatchObject([{ actor: 'olga', subject: id, status: 200 }]);
});
