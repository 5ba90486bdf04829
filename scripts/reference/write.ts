import { writeFileSync } from 'node:fs';

/** Writes pages, by file name under `docs/`. */
export function writePages(pages: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(pages))
    writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text);
}
