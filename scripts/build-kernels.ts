import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes the WebAssembly of the inner loops from their AssemblyScript, or writes it into another folder where one is given. */
const root = new URL('..', import.meta.url).pathname;
const [folder] = process.argv.slice(2);
const KERNELS = [
  {
    source: 'index/exact/vectors/assembly/kernel.ts',
    target: 'index/exact/vectors/kernel.wasm',
    // The memory is the arena's, shared by threads, and can grow to all that WebAssembly can address.
    options:
      '--enable relaxed-simd --enable threads --importMemory --sharedMemory --initialMemory 1 --maximumMemory 65536',
  },
  { source: 'centring/assembly/product.ts', target: 'centring/product.wasm', options: '--importMemory' },
];

for (const { source, target, options } of KERNELS) {
  execFileSync(
    join(root, 'node_modules', '.bin', 'asc'),
    [
      join(root, 'src/knowledge', source),
      ...'-O3 --runtime stub --noAssert --enable simd'.split(' '),
      ...options.split(' '),
      ...['--outFile', join(folder ?? join(root, 'src/knowledge'), target)],
    ],
    { cwd: root, stdio: 'inherit' },
  );
}
