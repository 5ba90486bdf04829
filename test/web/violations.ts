import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What keeps somebody from reading or using the page, as axe finds it. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
