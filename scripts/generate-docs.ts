import { writeFileSync } from 'node:fs';
import { referenceDocs } from './reference-docs.ts';

for (const [name, text] of Object.entries(referenceDocs()))
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
