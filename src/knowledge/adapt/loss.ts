/** Rows of equal length, one after the other. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly values: Float32Array;
}

export function matrix(rows: number, width: number): Matrix {
  return { rows, width, values: new Float32Array(rows * width) };
}

/** Of InfoNCE (van den Oord et al. 2018); small, as is usual for cosines. */
const TEMPERATURE = 0.05;

export interface PairLoss {
  readonly loss: number;
  /** The gradient with respect to each side's sums. */
  readonly left: Matrix;
  readonly right: Matrix;
}

/**
 * Symmetric InfoNCE over pairs of texts given by the sums of their tokens' vectors: row i of `left` belongs to row i of
 * `right`, and every other row is a negative. Compared is as in the index: each side is made unit length, centred on its
 * mean, and made unit length again.
 */
export function pairLoss(left: Matrix, right: Matrix): PairLoss {
  const [a, b] = [centredUnits(left), centredUnits(right)];
  const { loss, slope } = contrast(a.result, b.result);
  return {
    loss,
    left: a.back(multiply(slope, b.result)),
    right: b.back(multiply(transposed(slope), a.result)),
  };
}

interface Step {
  readonly result: Matrix;
  /** From the gradient with respect to the result to the one with respect to what went in. */
  readonly back: (gradient: Matrix) => Matrix;
}

function centredUnits(sums: Matrix): Step {
  const units = unitRows(sums);
  const centred = centredRows(units.result);
  const again = unitRows(centred.result);
  return { result: again.result, back: (gradient) => units.back(centred.back(again.back(gradient))) };
}

/** A zero row stays zero, and passes no gradient on. */
export function unitRows({ rows, width, values }: Matrix): Step {
  const result = matrix(rows, width);
  const factors = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const from = row * width;
    let squares = 0;
    for (let i = from; i < from + width; i += 1) squares += values[i]! * values[i]!;
    factors[row] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = from; i < from + width; i += 1) result.values[i] = values[i]! * factors[row]!;
  }
  const back = (gradient: Matrix) => {
    const moved = matrix(rows, width);
    for (let row = 0; row < rows; row += 1) {
      const from = row * width;
      let along = 0;
      for (let i = from; i < from + width; i += 1) along += gradient.values[i]! * result.values[i]!;
      for (let i = from; i < from + width; i += 1)
        moved.values[i] = (gradient.values[i]! - along * result.values[i]!) * factors[row]!;
    }
    return moved;
  };
  return { result, back };
}

/** The rows without their mean; the gradient loses its own mean on the way back. */
function centredRows(from: Matrix): Step {
  return { result: withoutMean(from), back: withoutMean };
}

export function withoutMean({ rows, width, values }: Matrix): Matrix {
  const result = matrix(rows, width);
  const mean = new Float64Array(width);
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < width; i += 1) mean[i]! += values[row * width + i]! / rows;
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < width; i += 1) result.values[row * width + i] = values[row * width + i]! - mean[i]!;
  return result;
}

/** The loss over all pairs of rows, and its slope for each of their products. */
function contrast(a: Matrix, b: Matrix): { readonly loss: number; readonly slope: Matrix } {
  const size = a.rows;
  const slope = productsOf(a, b);
  const { values } = slope;
  const rowTotals = new Float64Array(size);
  const columnTotals = new Float64Array(size);
  let loss = 0;
  // A cosine is at most 1: that is taken off instead of each row's greatest value.
  for (let row = 0; row < size; row += 1) {
    loss -= (values[row * size + row]! - 1) / TEMPERATURE;
    for (let column = 0; column < size; column += 1) {
      const at = row * size + column;
      values[at] = Math.exp((values[at]! - 1) / TEMPERATURE);
      rowTotals[row]! += values[at]!;
      columnTotals[column]! += values[at]!;
    }
  }
  for (let i = 0; i < size; i += 1) loss += (Math.log(rowTotals[i]!) + Math.log(columnTotals[i]!)) / 2;
  const factor = 1 / (2 * size * TEMPERATURE);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      values[row * size + column]! *= factor * (1 / rowTotals[row]! + 1 / columnTotals[column]!);
  for (let i = 0; i < size; i += 1) values[i * size + i]! -= 1 / (size * TEMPERATURE);
  return { loss: loss / size, slope };
}

/** Every row of `a` times every row of `b`; four of `b` at a time, so that a row of `a` is read once for all of them. */
export function productsOf(a: Matrix, b: Matrix): Matrix {
  const result = matrix(a.rows, b.rows);
  const { width } = a;
  const [x, y, into] = [a.values, b.values, result.values];
  for (let row = 0; row < a.rows; row += 1) {
    const from = row * width;
    let column = 0;
    for (; column + 4 <= b.rows; column += 4) {
      let [p, q, r, s] = [0, 0, 0, 0];
      const first = column * width;
      const [second, third, fourth] = [first + width, first + 2 * width, first + 3 * width];
      for (let i = 0; i < width; i += 1) {
        const value = x[from + i]!;
        p += value * y[first + i]!;
        q += value * y[second + i]!;
        r += value * y[third + i]!;
        s += value * y[fourth + i]!;
      }
      const at = row * b.rows + column;
      into[at] = p;
      into[at + 1] = q;
      into[at + 2] = r;
      into[at + 3] = s;
    }
    for (; column < b.rows; column += 1) {
      let sum = 0;
      for (let i = 0; i < width; i += 1) sum += x[from + i]! * y[column * width + i]!;
      into[row * b.rows + column] = sum;
    }
  }
  return result;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return productsOf(a, transposed(b));
}

function transposed({ rows, width, values }: Matrix): Matrix {
  const result = matrix(width, rows);
  for (let row = 0; row < rows; row += 1)
    for (let i = 0; i < width; i += 1) result.values[i * rows + row] = values[row * width + i]!;
  return result;
}
