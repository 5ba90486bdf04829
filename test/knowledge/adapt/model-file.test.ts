import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeModel, idOfModel } from '../../../src/knowledge/embed/static/encode.ts';
import { readModelFile } from '../../../src/knowledge/embed/static/file.ts';
import { SHIPPED_MODEL } from '../../../src/knowledge/embed/static/load.ts';
import { smallModel } from '../../support/small-model.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const origin = { base: 'base@0123456789ab', tickets: 12, newest: '2026-01-01T00:00:00.000Z' };

test.each([
  ['a small one of odd sizes', { ...smallModel(7, 5), origin }],
  ['the one that ships', readModelFile(SHIPPED_MODEL)],
])('what is written is read as it was: %s', (_name, model) => {
  const bytes = encodeModel(model, 'casebook-adapted-5');
  const path = join(temporaryFolder(), 'model.bin');
  writeFileSync(path, bytes);
  const read = readModelFile(path);
  expect(read.id).toBe(idOfModel('casebook-adapted-5', bytes));
  const { rows, scales, id: _, ...rest } = read;
  expect(rest).toEqual(
    Object.fromEntries(Object.keys(rest).map((key) => [key, model[key as keyof typeof rest]])),
  );
  expect(Buffer.from(rows.buffer, rows.byteOffset, rows.length).equals(Buffer.from(model.rows))).toBe(true);
  expect(Buffer.from(scales.buffer).equals(Buffer.from(model.scales.buffer))).toBe(true);
  expect(encodeModel(read, 'casebook-adapted-5').equals(bytes)).toBe(true);
});
