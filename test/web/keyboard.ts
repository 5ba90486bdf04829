import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page has before what one goes to. */
const MOST_STOPS = 80;

/** Goes to an element by Tab alone, as who has no mouse does, and leaves focus there. */
export async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await isFocused(element)) return;
    await page.keyboard.press('Tab');
  }
  expect.fail(`Tab does not lead to ${element}`);
}

/** Goes to a page by its name in the command palette. */
export async function goByPalette(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Go to' });
  await palette.getByRole('combobox').fill(name);
  await palette.getByRole('option', { name }).first().waitFor();
  const chosen = () => palette.getByRole('option', { selected: true }).innerText();
  for (let steps = 0; !(await chosen()).startsWith(name); steps += 1) {
    if (steps === MOST_STOPS) expect.fail(`The palette does not lead to ${name}`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await palette.waitFor({ state: 'detached' });
}

const isFocused = (element: Locator) =>
  element.evaluate(
    (one) => one === one.ownerDocument.activeElement || one.contains(one.ownerDocument.activeElement),
  );
