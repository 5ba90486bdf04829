import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../..', import.meta.url).pathname;

const KERNELS = ['index/exact/vectors/kernel.wasm', 'centring/product.wasm'];

test('the committed kernels are what their sources build; else run npm run wasm', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-kernel-'));
  try {
    execFileSync(process.execPath, [join(root, 'scripts/build-kernels.ts'), folder], { stdio: 'inherit' });
    for (const kernel of KERNELS) {
      const committed = readFileSync(join(root, 'src/knowledge', kernel));
      expect(readFileSync(join(folder, kernel)).equals(committed)).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
