import { afterEach, expect, test, vi } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { CasebookError } from '../../src/domain/index.ts';
import { createCircuit, FAILURES_TO_OPEN, TRIAL_AFTER_MS } from '../../src/ingest/sources/jira/circuit.ts';
import { createMetrics } from '../../src/platform/telemetry/index.ts';
import { jiraSync } from '../support/jira-sync.ts';

afterEach(() => vi.useRealTimers());

/** A circuit whose clock the test moves, and calls that are counted. */
function circuit() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 8) });
  const one = createCircuit();
  let calls = 0;
  const ends = (error?: CasebookError) =>
    one.run(async () => {
      calls += 1;
      if (error) throw error;
      return 'an answer';
    });
  return {
    ...one,
    ends,
    calls: () => calls,
    async break() {
      for (let i = 0; i < FAILURES_TO_OPEN; i += 1) await expect(ends(down)).rejects.toBe(down);
    },
  };
}

const down = new CasebookError('jira-unavailable', 'GET /x: connect ECONNREFUSED.');
const refused = new CasebookError('jira-refused', 'GET /x answered 403.');

test('after failures one after another, calls fail at once and say what failed and when it is tried again', async () => {
  const { ends, calls, report, break: breakIt } = circuit();
  expect(report()).toEqual({ state: 'closed', trialAt: null });
  await breakIt();
  await expect(ends()).rejects.toMatchObject({
    code: 'jira-circuit-open',
    detail: 'It is tried again at 2026-01-05T08:01:00.000Z. The last failure: GET /x: connect ECONNREFUSED.',
  });
  expect(calls()).toBe(FAILURES_TO_OPEN);
  expect(report()).toEqual({ state: 'open', trialAt: Date.UTC(2026, 0, 5, 8, 1) });
});

test('a minute later one call is a trial: it closes the circuit, or opens it for another minute', async () => {
  const { ends, report, break: breakIt } = circuit();
  await breakIt();
  vi.setSystemTime(Date.now() + TRIAL_AFTER_MS);
  expect(report().state).toBe('half-open');
  await expect(ends(down)).rejects.toBe(down);
  expect(report()).toEqual({ state: 'open', trialAt: Date.now() + TRIAL_AFTER_MS });
  await expect(ends()).rejects.toMatchObject({ code: 'jira-circuit-open' });
  vi.setSystemTime(Date.now() + TRIAL_AFTER_MS);
  expect(await ends()).toBe('an answer');
  expect(report()).toEqual({ state: 'closed', trialAt: null });
  expect(await ends()).toBe('an answer');
});

test('a site that refuses is there: it neither opens the circuit nor keeps it open', async () => {
  const { ends, report, break: breakIt } = circuit();
  for (let i = 0; i < FAILURES_TO_OPEN - 1; i += 1) await expect(ends(down)).rejects.toBe(down);
  await expect(ends(refused)).rejects.toBe(refused);
  await expect(ends(down)).rejects.toBe(down);
  expect(report().state).toBe('closed');
  await ends();
  await breakIt();
  vi.setSystemTime(Date.now() + TRIAL_AFTER_MS);
  await expect(ends(refused)).rejects.toBe(refused);
  expect(report().state).toBe('closed');
});

test('a sync that meets an open circuit fails by name without asking Jira, and a minute later one reads everything', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5, 8) });
  let isDown = true;
  let asked = 0;
  const { sync, client } = await jiraSync({
    company: generateCompany({ tickets: 20 }),
    intercept: () => {
      asked += 1;
      return isDown
        ? { status: 503, headers: { 'retry-after': '0' }, body: { errorMessages: [] } }
        : undefined;
    },
  });
  for (let i = 0; i < FAILURES_TO_OPEN; i += 1)
    expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'jira-unavailable' } });
  const askedBefore = asked;
  expect(await sync()).toMatchObject({ state: 'failed', error: { code: 'jira-circuit-open' } });
  expect(asked).toBe(askedBefore);
  expect(client.health()).toMatchObject({ circuit: { state: 'open' }, throttle: { refusals: askedBefore } });
  isDown = false;
  vi.setSystemTime(Date.now() + TRIAL_AFTER_MS);
  expect(await sync()).toMatchObject({ state: 'succeeded', applied: 20 });
  expect(client.health().circuit.state).toBe('closed');
});

test('the metrics say how the connection to Jira is, whenever they are read', async () => {
  const metrics = createMetrics();
  const { report, break: breakIt } = circuit();
  const throttle = { concurrency: 3, perSecond: 9.5, pauseMs: 0, answers: 7, refusals: 2 };
  metrics.watchJira(() => ({ circuit: report(), throttle }));
  expect(await metrics.render()).toContain('casebook_jira_circuit_open 0');
  await breakIt();
  const said = await metrics.render();
  expect(said).toContain('casebook_jira_circuit_open 1');
  expect(said).toContain('casebook_jira_requests_per_second 9.5');
  expect(said).toContain('casebook_jira_refusals 2');
});
