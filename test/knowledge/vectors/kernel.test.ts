import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../..', import.meta.url).pathname;

test('the committed kernel is what its source builds; else run npm run wasm', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-kernel-'));
  try {
    const built = join(folder, 'kernel.wasm');
    execFileSync(process.execPath, [join(root, 'scripts/build-kernel.ts'), built], { stdio: 'inherit' });
    const committed = readFileSync(join(root, 'src/knowledge/index/exact/vectors/kernel.wasm'));
    expect(readFileSync(built).equals(committed)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
