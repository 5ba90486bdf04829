import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Makes the WebAssembly of the vector scan from its AssemblyScript, or writes it elsewhere where a path is given. The
 * memory is the arena's, shared by threads, and can grow to all that WebAssembly can address.
 */
const root = new URL('..', import.meta.url).pathname;
const folder = join(root, 'src/knowledge/index/exact/vectors');
const target = process.argv[2] ?? join(folder, 'kernel.wasm');
const options =
  '-O3 --runtime stub --noAssert --enable simd --enable relaxed-simd --enable threads --importMemory --sharedMemory';

execFileSync(
  join(root, 'node_modules', '.bin', 'asc'),
  [
    join(folder, 'assembly/kernel.ts'),
    ...options.split(' '),
    ...['--initialMemory', '1', '--maximumMemory', '65536', '--outFile', target],
  ],
  { cwd: root, stdio: 'inherit' },
);
