import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casebook, type Running, startCasebook } from '../support/casebook.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { hasBrowser, launchBrowser } from '../web/browser.ts';

/** The newcomer's way: the demo started as the README says, asked over HTTP, by commands and in a real browser. */
const folder = makeTemporaryFolder();
let demo: Running;

beforeAll(async () => {
  // Always the same company; the one that ends today is another one each day.
  demo = await startCasebook(['demo', '--port', '0', '--until', '2026-11-01', '--data-dir', folder.path]);
}, 120_000);
afterAll(async () => {
  await demo.kill();
  folder.remove();
});

interface Hit {
  readonly key: string;
  readonly url: string;
  readonly summary: string;
  readonly why: {
    readonly key: boolean;
    readonly lexical: number;
    readonly semantic: number;
    readonly words: string[];
  };
}

async function get<T = Record<string, never>>(path: string): Promise<T> {
  const answer = await fetch(demo.ready.url + path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

const search = async (query: string, more = '') =>
  (await get<{ hits: Hit[] }>(`/api/search?q=${encodeURIComponent(query)}${more}`)).hits;

test('every ticket came in, nothing is lost, everything is searchable', async () => {
  expect(await get('/api/status')).toMatchObject({
    kind: 'demo',
    run: { state: 'succeeded', applied: 2000, refused: 0 },
    records: { received: 2000, applied: 2000, holds: true },
    indexing: { live: 2000, indexed: 2000, waiting: 0, holds: true },
  });
});

describe('search', () => {
  test('"database bottlenecks" finds tickets that never say "database"', async () => {
    const hits = await search('database bottlenecks');
    const tickets = await Promise.all(hits.map(({ key }) => get(`/api/tickets/${key}`)));
    const said = tickets.map(({ summary, description, comments }) =>
      JSON.stringify([summary, description, comments]),
    );
    const silent = said.filter((text) => !/database/i.test(text));
    // They are about what was asked for, in other words.
    const apt = silent.filter((text) =>
      /slow quer|postgres|connection pool|replica|missing index|lock wait|query plan|seq scan|row lock/i.test(
        text,
      ),
    );
    expect(apt.length).toBeGreaterThanOrEqual(3);
  });

  test('a key finds that ticket first, in any case and within a sentence', async () => {
    for (const query of ['PAY-17', 'pay-17', 'what came out of PAY-17 in the end?']) {
      const [first] = await search(query);
      expect(first).toMatchObject({ key: 'PAY-17', why: { key: true } });
    }
  });

  test('every hit says why', async () => {
    const hits = await search('customer charged twice after a timeout');
    expect(hits.length).toBe(20);
    for (const { why } of hits) expect(why.lexical > 0 || why.semantic > 0).toBe(true);
    expect(hits[0]?.why.words.length).toBeGreaterThan(0);
  });

  test('filters narrow, and the choices count', async () => {
    const { projects } = await get<{ projects: { key: string; tickets: number }[] }>('/api/filters');
    expect(projects.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(2000);
    const hits = await search('slow', '&project=CORE&status=done&limit=50');
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits)
      expect(hit).toMatchObject({ project: { key: 'CORE' }, status: { category: 'done' } });
  });
});

test('a hit links to the ticket in the demo Jira', async () => {
  const [hit] = await search('refund');
  const answer = await fetch(hit?.url as string);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain(hit?.key);
});

test('operators can watch it', async () => {
  expect(await get('/healthz')).toMatchObject({ status: 'ok' });
  expect(await get('/readyz')).toEqual({ status: 'ready' });
  const metrics = await (await fetch(`${demo.ready.url}/metrics`)).text();
  expect(metrics).toContain('casebook_index_tickets 2000');
  expect(metrics).toMatch(/casebook_search_duration_seconds_count\{mode="hybrid"\} \d+/);
});

test('commands talk to the running server', async () => {
  const found = await casebook([
    'search',
    'charged twice',
    '--json',
    '--limit',
    '2',
    '--data-dir',
    folder.path,
  ]);
  expect(found.code).toBe(0);
  expect(JSON.parse(found.stdout).hits).toHaveLength(2);
  const [hit] = JSON.parse(found.stdout).hits as Hit[];
  const shown = await casebook(['show', hit?.key as string, '--data-dir', folder.path]);
  expect(shown.stdout).toContain(hit?.summary);
  const synced = await casebook(['sync', '--json', '--data-dir', folder.path]);
  expect(JSON.parse(synced.stdout)).toMatchObject({ state: 'succeeded', applied: 0 });
});

test.skipIf(!hasBrowser)('a person searches and reads a ticket', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(demo.ready.url);
    await page.getByRole('searchbox').fill('database bottlenecks');
    await page.keyboard.press('Enter');
    const first = page.getByRole('main').getByRole('article').first();
    await first.waitFor();
    const heading = (await first.getByRole('heading').innerText()).trim();
    await first.getByRole('link').first().click();
    await page.waitForURL(/\/tickets\//);
    await page.getByRole('link', { name: /Jira/ }).first().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(heading.slice(0, 40));
    expect(await page.getByRole('link', { name: /Jira/ }).first().getAttribute('href')).toMatch(
      /\/browse\/[A-Z]+-\d+$/,
    );
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('it stops cleanly, and the next start reuses what is there and answers the same', async () => {
  const query = 'queue lag after the deployment';
  const before = (await search(query)).map(({ key, why }) => [key, why]);
  expect(await demo.stop()).toBe(0);
  demo = await startCasebook(['demo', '--port', '0', '--data-dir', folder.path]);
  expect((await search(query)).map(({ key, why }) => [key, why])).toEqual(before);
  expect(await get('/api/sync')).toMatchObject({ embedded: 0, indexing: { indexed: 2000 } });
});
