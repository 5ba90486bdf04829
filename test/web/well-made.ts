import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOn } from './violations.ts';

/** Where pictures of the pages stay for whoever wants to look at them; git ignores it. */
const folder = resolve(
  process.env.CASEBOOK_TEST_ARTIFACTS || new URL('../../dist/screenshots', import.meta.url).pathname,
);

/**
 * What every page has to be once it has loaded: everybody can read and use it, as axe finds, and nothing is wider than
 * the window. Keeps a picture of it under this name.
 */
export async function expectWellMade(page: Page, picture: string): Promise<void> {
  // What is still on its way would be judged in the place of what comes.
  await expect
    .poll(() => page.locator('[role=status][aria-label][class*=animate-pulse]').count(), { timeout: 20_000 })
    .toBe(0);
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${picture}.png`) });
  expect(await violationsOn(page)).toEqual([]);
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
}
