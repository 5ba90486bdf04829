import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CasebookError, type Run } from '../../src/domain/index.ts';
import type { Progress, Services } from '../../src/server/index.ts';
import { startCasebook } from '../support/casebook.ts';
import { issue } from '../support/issue.ts';
import { madeUpRun } from '../support/run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testData } from '../support/test-data.ts';
import { hasBrowser } from './browser.ts';
import { services } from './dashboard.ts';
import { pagesInBrowser } from './open-page.ts';

const MEGABYTE = 1_000_000;

describe.skipIf(!hasBrowser)('the import page', () => {
  const pages = pagesInBrowser();

  async function open(changed: Partial<Services>) {
    const status = async () => ({ ...(await services.status()), kind: 'real' as const });
    const opened = await pages.open('/', { status, ...changed });
    await opened.page.getByRole('link', { name: 'Import', exact: true }).click();
    return opened;
  }

  async function choose(page: Page, name: string, content: Uint8Array) {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, content);
    await page.getByLabel('Choose a file').setInputFiles(file);
  }

  const runOf = (change: Partial<Run>) => madeUpRun({ id: 2, startedAt: Date.now(), ...change });

  test('says in the demo where to import instead', async () => {
    const { page, trouble } = await pages.open('/import', { status: services.status });
    await page.getByText('This is the demo company').waitFor();
    expect(await page.getByLabel('Choose a file').count()).toBe(0);
    expect(trouble).toEqual([]);
  });

  test('takes a file from the browser to the search, and says what was refused and why', async () => {
    const served = await startCasebook(['serve', '--port', '0', '--data-dir', temporaryFolder()]);
    onTestFinished(served.kill);
    const { page, trouble } = await pages.openAt(served.ready.url);
    await page.getByRole('link', { name: 'import a file' }).click();
    const lines = Array.from({ length: 1000 }, (_, at) =>
      at % 100 === 0 ? `{"id": ${at},` : JSON.stringify(issue(at, { description: `h1. Gateway ${at}` })),
    );
    await choose(page, 'tickets.jsonl', Buffer.from(lines.join('\n')));
    await page.getByText('tickets.jsonl is imported').waitFor();
    const summary = page.getByRole('region', { name: 'tickets.jsonl is imported' });
    const counts = (await summary.getByRole('definition').allInnerTexts()).map((count) => count.trim());
    expect(counts).toEqual(['1,000', '990', '0', '10']);
    expect(await summary.getByRole('listitem').count()).toBe(10);
    expect(await summary.innerText()).toContain('line 101, column 12: expected a key, the record ends there');
    await page.getByRole('searchbox').fill('gateway 123');
    await page.getByRole('link', { name: 'Payment 123 is charged twice' }).first().waitFor();
    expect(trouble).toEqual([]);
  }, 60_000);

  test.skipIf(testData === null)(
    'a real export comes in whole',
    async () => {
      const served = await startCasebook(['serve', '--port', '0', '--data-dir', temporaryFolder()]);
      onTestFinished(served.kill);
      const { page } = await pages.openAt(`${served.ready.url}/import`);
      const file = join(testData ?? '', 'apache-jira/jira_ui_style_export_400.csv');
      await choose(page, 'export.csv', readFileSync(file));
      const summary = page.getByRole('region', { name: 'export.csv is imported' });
      await summary.waitFor();
      expect((await summary.getByRole('definition').allInnerTexts()).map((count) => count.trim())).toEqual([
        '400',
        '400',
        '0',
        '0',
      ]);
    },
    60_000,
  );

  test('shows how much has gone and what became of it, on other pages too', async () => {
    const idle = await services.progress();
    let progress: Progress = idle;
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const seen: unknown[] = [];
    const { page, trouble } = await open({
      progress: async () => progress,
      async importFile(input, options) {
        seen.push(options);
        let bytes = 0;
        for await (const piece of input) {
          bytes += piece.byteLength;
          if (bytes > MEGABYTE && progress === idle) {
            progress = { ...idle, run: runOf({ announced: 500, received: 412, applied: 410, refused: 2 }) };
            await mayEnd;
          }
        }
        const run = runOf({ state: 'succeeded', finishedAt: Date.now(), received: 900, applied: 900 });
        progress = { ...idle, run };
        return { run, format: 'csv', skipped: 0, refusals: [] };
      },
    });
    await page.getByLabel('Time zone of who exported it').selectOption('America/New_York');
    await page.getByLabel('Dates such as 03/04/2024').selectOption('Day first');
    await choose(page, 'export.csv', Buffer.alloc(40 * MEGABYTE));
    await page.getByText('412 records: 410 accepted, 0 already known, 2 refused').waitFor();
    await page.getByText(/^\d+\.\d of 40\.0 MB sent$/).waitFor();
    const bar = page.getByRole('progressbar', { name: 'Sent of export.csv' });
    const sent = await bar.evaluate((element) => (element as unknown as { value: number }).value);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(40 * MEGABYTE);
    await page.getByRole('link', { name: 'Casebook', exact: true }).click();
    await page.getByText('tickets can be searched').waitFor();
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await bar.waitFor();
    end();
    await page.getByText('export.csv is imported').waitFor();
    expect(seen).toEqual([
      { format: null, timeZone: 'America/New_York', dateOrder: 'day-first', projects: [] },
    ]);
    expect(trouble).toEqual([]);
  });

  test('says what is wrong with a file while it is still being sent', async () => {
    const { page } = await open({
      importFile: async (input) => {
        for await (const _ of input) throw new CasebookError('import-format', 'It is a PDF.');
        throw new Error('There was nothing.');
      },
    });
    await choose(page, 'manual.pdf', Buffer.alloc(40 * MEGABYTE));
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('It is a PDF.');
    await page.getByLabel('Choose a file').waitFor();
  });

  test('stops when asked to', async () => {
    const { promise: brokeOff, resolve: breakOff } = Promise.withResolvers<void>();
    const { page, trouble } = await open({
      async importFile(input) {
        try {
          for await (const _ of input) await new Promise((resolve) => setTimeout(resolve, 20));
        } catch (error) {
          breakOff();
          throw error;
        }
        throw new Error('It came to its end.');
      },
    });
    await choose(page, 'export.csv', Buffer.alloc(40 * MEGABYTE));
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('You stopped the import of export.csv.').waitFor();
    await brokeOff;
    expect(trouble).toEqual([]);
  });

  test('takes one file that is dropped, and no more than one', async () => {
    const seen: string[] = [];
    const { page } = await open({
      async importFile(input) {
        seen.push(Buffer.concat(await Array.fromAsync(input)).toString());
        return { run: runOf({ received: 1, applied: 1 }), format: 'csv', skipped: 0, refusals: [] };
      },
    });
    const drop = (...names: string[]) =>
      page.evaluate(`{
        const dataTransfer = new DataTransfer();
        for (const name of ${JSON.stringify(names)})
          dataTransfer.items.add(new File(['content of ' + name], name));
        const zone = document.querySelector('[aria-label="File"]');
        zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      }`);
    await page.getByRole('region', { name: 'File' }).waitFor();
    await drop('a.csv', 'b.csv');
    await page.getByText('One file at a time, please.').waitFor();
    await drop('c.csv');
    await page.getByText('c.csv is imported').waitFor();
    expect(seen).toEqual(['content of c.csv']);
  });
});
