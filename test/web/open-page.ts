import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Services } from '../../src/server/index.ts';
import { launchBrowser } from './browser.ts';
import { serveDashboard } from './dashboard.ts';

export interface WatchedPage {
  readonly page: Page;
  /** Whatever must never happen: errors in the page, breaches of its policy, requests to anyone but the server. */
  readonly trouble: string[];
}

/** Pages for the tests of a suite, in a browser that goes with it. */
export function pagesInBrowser() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  const openAt = (url: string, options?: BrowserContextOptions) => openPage(browser, url, options);
  return {
    /** Whoever serves it. */
    openAt,
    /** Of a dashboard of its own, over made-up services. */
    async open(path: string, changed: Partial<Services> = {}, options?: BrowserContextOptions) {
      const { address, close } = await serveDashboard(changed);
      onTestFinished(close);
      return openAt(address + path, options);
    },
  };
}

/** A page of its own for one test, watched for trouble. Answers of the server below 500 are no trouble. */
async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const trouble: string[] = [];
  const { origin } = new URL(url);
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('crash', () => trouble.push('the page crashed'));
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const refusal = message
      .text()
      .startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !refusal) trouble.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(origin)) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, trouble };
}
