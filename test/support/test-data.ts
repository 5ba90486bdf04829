import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;

/** The folder of public test data, which the project does not carry; null, said aloud, where it is missing. */
export const testData: string | null = present(
  process.env.CASEBOOK_TEST_DATA ?? resolve(root, '../shared/data'),
  'CASEBOOK_TEST_DATA',
);

function present(folder: string, variable: string): string | null {
  if (existsSync(folder)) return folder;
  console.warn(
    `SKIPPING tests on public data: ${folder} does not exist; ${variable} can name another folder.`,
  );
  return null;
}
