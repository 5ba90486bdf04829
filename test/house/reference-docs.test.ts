import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { referenceDocs } from '../../scripts/reference/index.ts';

test.each(Object.entries(await referenceDocs()))(
  'docs/%s says what the code says (npm run docs)',
  (name, text) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(text);
  },
);
