import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { demoCredentials } from '../../src/demo/index.ts';
import { casebook, startCasebook } from '../../test/support/casebook.ts';
import { launchBrowser } from '../../test/web/browser.ts';
import { startJiraProcess } from '../demo-jira.ts';
import { type MachineHere, machineHere } from '../machine.ts';
import { inFolder, timed } from '../measure.ts';
import { queries } from './queries.ts';

/** Of milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p75: number;
  readonly max: number;
  readonly of: number;
}

export interface PageBench {
  readonly tickets: number;
  readonly machine: MachineHere & {
    /** How many processes were ready to run in the minute before, on average: whether other work stood beside. */
    readonly loadBefore: number;
    readonly loadAfter: number;
  };
  /** Until the tickets could be searched; null where the folder held them before. */
  readonly secondsToRead: number | null;
  /** Largest contentful paint of the start page and of results by their address. */
  readonly lcp: { readonly start: Spread; readonly results: Spread };
  /** Sum of layout shifts that nobody's input caused, over the whole visit. */
  readonly cls: number;
  /** From a key or a click to the next paint, as the Event Timing API has it; below 16 ms counts as 16. */
  readonly interaction: Spread;
  /** The interaction to next paint as web.dev defines it: the worst, but for one of every 50. */
  readonly inp: number;
  /** From Enter, or the click on a filter, until the answer is painted. */
  readonly submitted: Spread;
  readonly filtered: Spread;
}

interface Vitals {
  readonly lcp: number;
  readonly cls: number;
  readonly interactions: Readonly<Record<string, number>>;
  readonly count?: number;
}

const LOADS = 5;
/** A fast typist; short enough that no search begins before Enter. */
const KEY_MS = 40;
const LEAST_MS = 16;

/**
 * How the search page feels in a real browser, over a demo company of this size.
 *
 * @param kept a folder that the company's tickets are read into once, and stay in; null for one that goes in the end.
 */
export function benchPage(tickets: number, kept: string | null): Promise<PageBench> {
  const work = (folder: string) => visitDemo(tickets, folder);
  return kept === null ? inFolder(work) : work(resolve(kept));
}

async function visitDemo(tickets: number, folder: string): Promise<PageBench> {
  const secondsToRead = existsSync(join(folder, 'casebook.sqlite')) ? null : await read(tickets, folder);
  const served = await startCasebook(['serve', '--port', '0', '--data-dir', folder]);
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(async () => void (await served.stop()));
  const browser = await launchBrowser();
  cleanup.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ path: new URL('in-page.js', import.meta.url).pathname });
  const loadBefore = loadavg()[0]!;
  const { url } = served.ready;
  const live = await liveTickets(url);
  if (live !== tickets)
    throw new Error(`${folder} holds ${live} tickets, not ${tickets}: remove it, or name another one.`);
  const page = await context.newPage();
  const lcp = {
    start: spreadOf(await loads(page, () => `${url}/`)),
    results: spreadOf(await loads(page, (nth) => `${url}/?q=${encodeURIComponent(queries[nth]!)}`)),
  };
  await page.goto(url);
  const { submitted, filtered } = await visit(page);
  const { cls, interactions, count = 0 } = await vitalsOf(page);
  const told = Object.values(interactions);
  const all = [...told, ...Array<number>(Math.max(0, count - told.length)).fill(LEAST_MS)];
  return {
    tickets,
    machine: { ...machineHere(), loadBefore, loadAfter: loadavg()[0]! },
    secondsToRead,
    lcp,
    cls,
    interaction: spreadOf(all),
    inp: all.toSorted((one, other) => other - one)[Math.floor(all.length / 50)] ?? 0,
    submitted: spreadOf(submitted),
    filtered: spreadOf(filtered),
  };
}

/** Seconds until all tickets of a demo Jira can be searched. It is a process of its own: the company is not the server's to hold. */
async function read(tickets: number, folder: string): Promise<number> {
  const jira = await startJiraProcess(tickets);
  const { email, apiToken } = demoCredentials;
  const env = { JIRA_BASE_URL: jira.baseUrl, JIRA_EMAIL: email, JIRA_API_KEY: apiToken };
  try {
    return await timed(async () => {
      const { code, stderr } = await casebook(['sync', '--data-dir', folder], env);
      if (code !== 0) throw new Error(`casebook sync ended with ${code}:\n${stderr}`);
    });
  } finally {
    jira.end();
  }
}

async function liveTickets(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/status`);
  return ((await answer.json()) as { indexing: { live: number } }).indexing.live;
}

/** Largest contentful paints of the page, opened again and again. */
async function loads(page: Page, urlOf: (nth: number) => string): Promise<number[]> {
  const paints: number[] = [];
  for (let nth = 0; nth < LOADS; nth += 1) {
    await page.goto(urlOf(nth), { waitUntil: 'networkidle' });
    paints.push((await vitalsOf(page)).lcp);
  }
  return paints;
}

/** Types every query, and narrows every answer by a project. */
async function visit(page: Page): Promise<{ submitted: number[]; filtered: number[] }> {
  const submitted: number[] = [];
  const filtered: number[] = [];
  const box = page.getByRole('searchbox');
  const projects = page.getByRole('group', { name: 'Project', exact: true }).getByRole('checkbox');
  for (const query of queries) {
    await box.click({ clickCount: 3 });
    await box.pressSequentially(query, { delay: KEY_MS });
    submitted.push(await answered(page, 'submit', () => page.keyboard.press('Enter')));
    filtered.push(await answered(page, 'click', () => projects.first().click()));
    // All again for the next query; what was there a moment ago is not asked for anew.
    await projects.first().uncheck();
    await page.waitForURL((url) => !url.searchParams.has('project'));
  }
  return { submitted, filtered };
}

/** Milliseconds from the event that an action causes to its answer on the screen. */
async function answered(page: Page, event: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`casebookBench.next('${event}')`);
  await act();
  return page.evaluate<number>('casebookBench.answered()');
}

const vitalsOf = (page: Page) => page.evaluate<Vitals>('casebookBench.vitals()');

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { p50: at(0.5), p75: at(0.75), max: at(1), of: sorted.length };
}

/** One line for each measure. */
export function printPage({ tickets, machine, lcp, cls, ...spreads }: PageBench): void {
  const { loadBefore, loadAfter } = machine;
  console.log(`${tickets} tickets; load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`);
  const { interaction, submitted, filtered } = spreads;
  const rows = { 'LCP start': lcp.start, 'LCP results': lcp.results, interaction, submitted, filtered };
  for (const [name, { p50, p75, max, of }] of Object.entries(rows))
    console.log(`${name.padEnd(12)} p50 ${p50} ms, p75 ${p75} ms, max ${max} ms, of ${of}`);
  console.log(`INP ${spreads.inp} ms, CLS ${cls.toFixed(3)}`);
}
