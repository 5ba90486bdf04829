import { readFileSync } from 'node:fs';
import '../index/exact/vectors/webassembly.ts';

/** A matrix of float32 where WebAssembly can reach it. */
export interface Matrix {
  /** One row, to be read and written; zero at first. */
  row(index: number): Float32Array;
  /** Its product with a vector as long as a row: a number for each row, there until the next product. */
  times(vector: Float32Array): Float32Array;
}

/** Numbers that the code takes at once: rows and columns are filled up to a multiple of it. */
const LANES = 4;
const MEMORY_PAGE = 65_536;
const NUMBER = Float32Array.BYTES_PER_ELEMENT;

export function createMatrix(rows: number, columns: number): Matrix {
  const [height, width] = [rows, columns].map((size) => Math.ceil(size / LANES) * LANES) as [number, number];
  const vectorAt = NUMBER * height * width;
  const outAt = vectorAt + NUMBER * width;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((outAt + NUMBER * height) / MEMORY_PAGE) });
  const given = new Float32Array(memory.buffer, vectorAt, columns);
  const out = new Float32Array(memory.buffer, outAt, rows);
  const { exports } = new WebAssembly.Instance(kernel(), { env: { memory } });
  const product = exports.product as (...numbers: number[]) => void;
  return {
    row: (index) => new Float32Array(memory.buffer, NUMBER * index * width, columns),
    times(vector) {
      given.set(vector);
      product(0, vectorAt, outAt, height, width);
      return out;
    },
  };
}

let module: object | undefined;

function kernel(): object {
  module ??= new WebAssembly.Module(readFileSync(new URL('./product.wasm', import.meta.url)));
  return module;
}
