import { createMatrix, type Matrix } from './matrix.ts';
import { dot } from './principal-components.ts';

/** Each map is put where its code can reach it once for all vectors. */
const matrices = new WeakMap<Float32Array, Matrix>();

/** The product of a map, row by row, and a vector, of unit length again; the vector itself where there is no map. */
export function mapped(vector: Float32Array, map: Float32Array | null): Float32Array {
  if (!map) return vector;
  const matrix = matrices.get(map) ?? matrixOf(map, vector.length);
  matrices.set(map, matrix);
  const product = matrix.times(vector).slice();
  const length = Math.sqrt(dot(product, product));
  return length === 0 ? product : product.map((value) => value / length);
}

function matrixOf(map: Float32Array, size: number): Matrix {
  const matrix = createMatrix(size, size);
  for (let row = 0; row < size; row += 1) matrix.row(row).set(map.subarray(row * size, (row + 1) * size));
  return matrix;
}
