import { expect, test } from 'vitest';
import { fillRegions, regionsOf } from '../../scripts/figures/regions.ts';

const page =
  'Before.\n\n<!-- figures: one -->\nold\n<!-- /figures -->\n\nBetween.\n\n<!-- figures: two/part -->\n<!-- /figures -->\n';

test('regions are filled, and prose stays; filling again changes nothing', () => {
  const filled = fillRegions(page, (name) => [`figures of ${name}`, '']);
  expect(filled).toBe(
    'Before.\n\n<!-- figures: one -->\n\nfigures of one\n\n<!-- /figures -->\n\nBetween.\n\n<!-- figures: two/part -->\n\nfigures of two/part\n\n<!-- /figures -->\n',
  );
  expect(fillRegions(filled, (name) => [`figures of ${name}`, ''])).toBe(filled);
  expect(regionsOf(page)).toEqual(['one', 'two/part']);
});

test.each([
  ['is not closed', '<!-- figures: one -->\n'],
  [
    'begins within another',
    '<!-- figures: one -->\n<!-- figures: two -->\n<!-- /figures -->\n<!-- /figures -->\n',
  ],
  ['closes and was not open', '<!-- /figures -->\n'],
  ['has no name', '<!-- figures: -->\n<!-- /figures -->\n'],
])('a region that %s is refused', (_, broken) => {
  expect(() => fillRegions(broken, () => [])).toThrow('begins with');
});
