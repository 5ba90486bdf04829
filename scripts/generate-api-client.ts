import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { openApiDocument } from './openapi-document.ts';

/**
 * Writes the types of the dashboard's API client from the OpenAPI document of the real server, so that the two cannot
 * drift apart. `--check` writes nothing and exits 1 when the committed file is not what the server says.
 */
const target = new URL('../web/src/api/schema.d.ts', import.meta.url);
const head = '/** Made from the server by `npm run api`; do not edit. */\n\n';

const schemaOfTheServer = async () => head + astToString(await openapiTypescript(await openApiDocument()));

const [fresh, committed] = await Promise.all([schemaOfTheServer(), readFile(target, 'utf8').catch(() => '')]);
if (!process.argv.includes('--check')) {
  await writeFile(target, fresh);
} else if (fresh !== committed) {
  console.error('web/src/api/schema.d.ts is not what the server says: run `npm run api`.');
  process.exitCode = 1;
}
