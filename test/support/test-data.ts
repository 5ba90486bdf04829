import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;

/** The folder of public test data, which the project does not carry; null, said aloud, where it is missing. */
export const testData: string | null = present(
  process.env.CASEBOOK_TEST_DATA ?? resolve(root, '../shared/data'),
  'CASEBOOK_TEST_DATA',
);

/** The folder of models that the project does not carry; null, said aloud, where it is missing. */
export const testModels: string | null = present(
  process.env.CASEBOOK_MODELS_DIR ?? resolve(root, '../shared/models'),
  'CASEBOOK_MODELS_DIR',
);

function present(folder: string, variable: string): string | null {
  if (existsSync(folder)) return folder;
  console.warn(
    `SKIPPING tests that need ${folder}, which does not exist; ${variable} can name another folder.`,
  );
  return null;
}
