import { readFileSync } from 'node:fs';
import '../index/exact/vectors/webassembly.ts';
import { dot } from './principal-components.ts';

type Product = (vector: Float32Array) => Float32Array;

/** A map lies where its code can reach it, once for all vectors. */
const products = new WeakMap<Float32Array, Product>();

/** The product of a map, row by row, and a vector, of unit length again; the vector itself where there is no map. */
export function mapped(vector: Float32Array, map: Float32Array | null): Float32Array {
  if (!map) return vector;
  const product = products.get(map) ?? productWith(map, vector.length);
  products.set(map, product);
  const long = product(vector);
  const length = Math.sqrt(dot(long, long));
  return length === 0 ? long : long.map((value) => value / length);
}

/** Numbers that the code takes at once: rows are filled up to a multiple of it. */
const LANES = 4;
const MEMORY_PAGE = 65_536;

function productWith(map: Float32Array, size: number): Product {
  const width = Math.ceil(size / LANES) * LANES;
  const vectorAt = 4 * width * width;
  const outAt = vectorAt + 4 * width;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((outAt + 4 * width) / MEMORY_PAGE) });
  const matrix = new Float32Array(memory.buffer, 0, width * width);
  for (let row = 0; row < size; row += 1) matrix.set(map.subarray(row * size, (row + 1) * size), row * width);
  const given = new Float32Array(memory.buffer, vectorAt, size);
  const out = new Float32Array(memory.buffer, outAt, size);
  const { exports } = new WebAssembly.Instance(kernel(), { env: { memory } });
  const run = exports.product as (matrix: number, vector: number, out: number, width: number) => void;
  return (vector) => {
    given.set(vector);
    run(0, vectorAt, outAt, width);
    return out.slice();
  };
}

let module: object | undefined;

function kernel(): object {
  module ??= new WebAssembly.Module(readFileSync(new URL('./product.wasm', import.meta.url)));
  return module;
}
