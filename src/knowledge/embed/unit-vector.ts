/**
 * The vector of length 1 in the direction of `values`, as float32; zero stays zero.
 *
 * @throws RangeError where a value is NaN or infinite.
 */
export function unitVector(values: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += (values[i] as number) ** 2;
  if (!Number.isFinite(squares)) throw new RangeError('a value is not a finite number');
  const vector = new Float32Array(values.length);
  if (squares === 0) return vector;
  const factor = 1 / Math.sqrt(squares);
  for (let i = 0; i < values.length; i += 1) vector[i] = (values[i] as number) * factor;
  return vector;
}
