/**
 * The lower triangle L of a symmetric positive definite matrix A = L·Lᵀ (Golub & Van Loan, "Matrix Computations", 4th
 * ed., 4.2). Matrices are square and row by row.
 *
 * @throws RangeError where the matrix is not positive definite.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(matrix.length);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * size + j] as number;
      for (let k = 0; k < j; k += 1)
        rest -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      if (i > j) lower[i * size + j] = rest / (lower[j * size + j] as number);
      else if (rest > 0) lower[i * size + i] = Math.sqrt(rest);
      else throw new RangeError('The matrix is not positive definite.');
    }
  }
  return lower;
}

/** Replaces a vector b by the x of L·x = b. */
export function solveLower(lower: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let i = 0; i < size; i += 1) {
    let rest = vector[i] as number;
    for (let k = 0; k < i; k += 1) rest -= (lower[i * size + k] as number) * (vector[k] as number);
    vector[i] = rest / (lower[i * size + i] as number);
  }
}

/** Replaces a vector b by the x of Lᵀ·x = b. */
export function solveUpper(lower: Float64Array, vector: Float64Array): void {
  const size = vector.length;
  for (let i = size - 1; i >= 0; i -= 1) {
    const value = (vector[i] as number) / (lower[i * size + i] as number);
    vector[i] = value;
    // Row by row as L lies in memory.
    for (let k = 0; k < i; k += 1)
      vector[k] = (vector[k] as number) - (lower[i * size + k] as number) * value;
  }
}
