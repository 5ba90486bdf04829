import { readFileSync } from 'node:fs';
import type { Kernel, ScoringKernel, Seek } from './kernel.ts';
import { ASK_TABLE, type Layout, MAX_BYTES } from './layout.ts';
import { plainKernel, plainScoring } from './plain.ts';
import type { SharedMemory, SharedModule } from './webassembly.ts';

/** The arena's memory and the code that works on it: what every thread is given. */
export type Ground =
  | { readonly kind: 'wasm'; readonly memory: SharedMemory; readonly module: SharedModule }
  | { readonly kind: 'plain'; readonly memory: SharedArrayBuffer };

const CODE = new URL('./kernel.wasm', import.meta.url);

/** Shared memory of `bytes` that can grow, with WebAssembly where this Node has it with SIMD. */
export function createGround(bytes: number, kind: Ground['kind'] = preferred()): Ground {
  if (kind === 'plain') return { kind, memory: new SharedArrayBuffer(bytes, { maxByteLength: MAX_BYTES }) };
  const memory = new WebAssembly.Memory({
    initial: pages(bytes),
    maximum: pages(MAX_BYTES),
    shared: true,
  });
  return { kind, memory, module: compiled() };
}

let kernel: SharedModule | undefined;

/** Compiled once: an index needs it for vectors and for scores. */
function compiled(): SharedModule {
  kernel ??= new WebAssembly.Module(readFileSync(CODE));
  return kernel;
}

/** A kernel on some ground; each thread makes its own. */
export function createKernel(ground: Ground, layout: Layout): Kernel {
  if (ground.kind === 'plain') return plainKernel(() => ground.memory, layout);
  const exports = instantiate(ground);
  const { width, codes, factors, high, steps } = layout;
  const estimate = exports.estimate as (...addresses: number[]) => void;
  const refine = exports.refine as (...numbers: number[]) => void;
  const dot = exports.dot as (bytes: number, query: number, width: number) => number;
  return {
    estimate(lane, index) {
      const at = layout.segment(index);
      const { allowed, ceilings, maxima } = layout.lane(lane);
      estimate(
        at + allowed,
        at + codes,
        at + factors,
        at + high,
        at + steps,
        layout.ask(lane),
        width,
        at + ceilings,
        at + maxima,
      );
    },
    refine(lane, index, bar) {
      const at = layout.segment(index);
      const { ceilings, maxima } = layout.lane(lane);
      refine(at + high, at + steps, layout.ask(lane), width, at + ceilings, at + maxima, bar);
    },
    dot: (bytes, query) => dot(bytes, query, width),
    seek: exports.seek as Seek,
  };
}

/** The loops of scores by words on some ground. */
export function createScoring(ground: Ground): ScoringKernel {
  if (ground.kind === 'plain') return plainScoring(() => ground.memory);
  return instantiate(ground) as unknown as ScoringKernel;
}

function instantiate({ memory, module }: Extract<Ground, { kind: 'wasm' }>) {
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}

/** The bytes as they are now; after growth there is another buffer over the same memory. */
export function bufferOf(ground: Ground): SharedArrayBuffer {
  return ground.kind === 'plain' ? ground.memory : ground.memory.buffer;
}

/** Makes the memory at least so long. */
export function growTo(ground: Ground, bytes: number): void {
  const now = bufferOf(ground).byteLength;
  if (now >= bytes) return;
  if (ground.kind === 'plain') ground.memory.grow(bytes);
  else ground.memory.grow(pages(bytes - now));
}

/** Where an ask's 16-bit numbers begin. */
export function numbersOf(layout: Layout, ask: number): number {
  return layout.ask(ask) + ASK_TABLE + 4 * layout.width;
}

let supported: Ground['kind'] | undefined;

function preferred(): Ground['kind'] {
  supported ??= 'WebAssembly' in globalThis && WebAssembly.validate(readFileSync(CODE)) ? 'wasm' : 'plain';
  return supported;
}

function pages(bytes: number): number {
  return Math.ceil(bytes / 65_536);
}
