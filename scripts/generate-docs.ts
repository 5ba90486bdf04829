import { writeFileSync } from 'node:fs';
import { referenceDocs } from './reference/index.ts';

for (const [name, text] of Object.entries(await referenceDocs()))
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
