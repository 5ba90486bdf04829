import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCatalogue } from '../../src/domain/index.ts';

const parts = new URL('../../src/domain/errors/', import.meta.url);

test('every part of the catalogue is in it, and no code stands in two of them', async () => {
  const modules = await Promise.all(readdirSync(parts).map((name) => import(new URL(name, parts).href)));
  const codes = modules.flatMap((module) =>
    Object.values(module).flatMap((part) => Object.keys(part as object)),
  );
  expect(codes.sort()).toEqual(Object.keys(errorCatalogue).sort());
});
