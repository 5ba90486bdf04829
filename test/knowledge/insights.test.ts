import { beforeEach, describe, expect, test } from 'vitest';
import type { Asker } from '../../src/domain/index.ts';
import { insights } from '../../src/knowledge/index.ts';
import { periodStart, periodsBetween } from '../../src/knowledge/periods.ts';
import { user } from '../support/askers.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 2, 20);
const at = (...parts: [number, number, number]) => new Date(Date.UTC(...parts)).toISOString();
const done = { name: 'Done', statusCategory: { key: 'done' } };
const todo = { name: 'To Do', statusCategory: { key: 'new' } };

let open: OpenIntake;
beforeEach(async () => {
  open = await openIntake(temporaryFolder());
  const bodies = [
    issue(1, { created: at(2026, 0, 31), resolutiondate: at(2026, 1, 1), status: done }),
    issue(2, { created: at(2026, 0, 1), resolutiondate: at(2026, 2, 2), status: done }),
    issue(3, { created: at(2026, 2, 15), resolutiondate: null, status: todo }),
    issue(4, {
      ...{ created: at(2025, 5, 1), resolutiondate: at(2025, 5, 2), status: done },
      security: { id: '9' },
    }),
  ];
  await open.intake.take(open.runId, bodies.map(record));
});

const asked = (asker: Asker, projects?: string[]) =>
  insights(open.database, { asker, projects, per: 'month', now });

describe('figures over tickets', () => {
  test('count what the asker may read, and nothing of what is closed', async () => {
    const { periods, ...figures } = await asked(user('project:PAY'));
    expect(periods).toEqual([
      { from: Date.UTC(2026, 0), created: 2, resolved: 0 },
      { from: Date.UTC(2026, 1), created: 0, resolved: 1 },
      { from: Date.UTC(2026, 2), created: 1, resolved: 1 },
    ]);
    expect(figures).toMatchObject({
      tickets: 3,
      resolution: { tickets: 2, medianMs: DAY, p90Ms: 60 * DAY },
      open: { tickets: 1 },
    });
    expect(figures.resolution.spread.filter(({ tickets }) => tickets > 0)).toEqual([
      { upToMs: DAY, tickets: 1 },
      { upToMs: 90 * DAY, tickets: 1 },
    ]);
    expect(figures.open.ages[0]).toEqual({ upToMs: 7 * DAY, tickets: 1 });
  });

  test('are of an operator over everything, of nobody over nothing', async () => {
    expect((await asked({ kind: 'operator' })).tickets).toBe(4);
    expect((await asked({ kind: 'operator' }, ['CORE'])).tickets).toBe(0);
    const nothing = await asked({ kind: 'nobody' });
    expect(nothing).toMatchObject({ tickets: 0, periods: [], resolution: { medianMs: null, p90Ms: null } });
  });
});

describe('periods', () => {
  test('a week begins on Monday, a month on its first', () => {
    const sunday = Date.UTC(2026, 2, 1, 23, 59);
    expect(periodStart(sunday, 'week')).toBe(Date.UTC(2026, 1, 23));
    expect(periodStart(sunday + 60_000, 'week')).toBe(Date.UTC(2026, 2, 2));
    expect(periodStart(-1, 'week')).toBe(Date.UTC(1969, 11, 29));
    expect(periodStart(sunday, 'month')).toBe(Date.UTC(2026, 2));
  });

  test('have no gaps, and are the newest 120', () => {
    const periods = periodsBetween([Date.UTC(1990, 0), Date.UTC(2026, 2)], 'month');
    expect(periods.length).toBe(120);
    expect([periods[0], periods.at(-1)]).toEqual([Date.UTC(2016, 3), Date.UTC(2026, 2)]);
    expect(periodsBetween([], 'week')).toEqual([]);
  });
});
