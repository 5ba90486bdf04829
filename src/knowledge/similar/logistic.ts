/** Logistic regression: the logit of a probability as a weighted sum of features. */
export interface LogisticModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/** What was seen once, or `weight` times where it stands for others like it. */
export interface Observation {
  readonly features: readonly number[];
  readonly positive: boolean;
  readonly weight: number;
}

/** Features beyond those that it has weights for play no part. */
export function logit({ intercept, weights }: LogisticModel, features: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * (features[place] as number), intercept);
}

export function probabilityOf(model: LogisticModel, features: readonly number[]): number {
  return 1 / (1 + Math.exp(-logit(model, features)));
}

/** Newton's method doubles the right digits every step once it is near: these are more than it needs. */
const STEPS = 100;
const SETTLED = 1e-8;
const LEAST_SHARE = 1e-12;

/**
 * The most probable model of the observations, where each parameter is believed beforehand to be normally distributed
 * around that of `prior` with a variance of 1 / `pull`: few observations leave the prior as it is, many override it.
 * (Iteratively reweighted least squares, e.g. Bishop 2006, "Pattern Recognition and Machine Learning", 4.3.3.)
 */
export function fitLogistic(
  observations: readonly Observation[],
  prior: LogisticModel,
  pull: number,
): LogisticModel {
  const before = [prior.intercept, ...prior.weights];
  let parameters = before;
  const objective = (at: readonly number[]) =>
    logLikelihood(observations, at) -
    (pull / 2) * at.reduce((sum, value, place) => sum + (value - (before[place] as number)) ** 2, 0);
  for (let step = 0; step < STEPS; step += 1) {
    const { gradient, curvature } = derivatives(observations, parameters);
    for (const [place, value] of before.entries()) {
      gradient[place] = (gradient[place] as number) - pull * ((parameters[place] as number) - value);
      const row = curvature[place] as number[];
      row[place] = (row[place] as number) + pull;
    }
    const change = solve(curvature, gradient);
    // Far from its end a whole step can overshoot, further each time.
    const reached = objective(parameters);
    let share = 1;
    const next = () => parameters.map((value, place) => value + share * (change[place] as number));
    while (share > LEAST_SHARE && !(objective(next()) >= reached)) share /= 2;
    parameters = next();
    if (Math.max(...change.map(Math.abs)) * share < SETTLED) break;
  }
  const [intercept = 0, ...weights] = parameters;
  return { intercept, weights };
}

function logLikelihood(
  observations: readonly Observation[],
  [intercept = 0, ...weights]: readonly number[],
): number {
  return observations.reduce((sum, { features, positive, weight }) => {
    const given = logit({ intercept, weights }, features);
    const towards = positive ? given : -given;
    // log(1 / (1 + e^-x)), which neither overflows nor becomes log 0.
    return sum + weight * (Math.min(0, towards) - Math.log1p(Math.exp(-Math.abs(towards))));
  }, 0);
}

function derivatives(observations: readonly Observation[], parameters: readonly number[]) {
  const size = parameters.length;
  const gradient = new Array<number>(size).fill(0);
  const curvature = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const [intercept = 0, ...weights] = parameters;
  for (const { features, positive, weight } of observations) {
    const expected = probabilityOf({ intercept, weights }, features);
    const error = weight * ((positive ? 1 : 0) - expected);
    const spread = weight * expected * (1 - expected);
    const inputs = [1, ...features];
    for (let i = 0; i < size; i += 1) {
      const input = inputs[i] as number;
      gradient[i] = (gradient[i] as number) + error * input;
      const row = curvature[i] as number[];
      for (let j = 0; j < size; j += 1) row[j] = (row[j] as number) + spread * input * (inputs[j] as number);
    }
  }
  return { gradient, curvature };
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, place) => [...row, right[place] as number]);
  const at = (row: number, column: number) => (rows[row] as number[])[column] as number;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    for (let row = column + 1; row < size; row += 1) {
      const factor = at(row, column) / at(column, column);
      for (let place = column; place <= size; place += 1)
        (rows[row] as number[])[place] = at(row, place) - factor * at(column, place);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = at(row, size);
    for (let column = row + 1; column < size; column += 1)
      rest -= at(row, column) * (result[column] as number);
    result[row] = rest / at(row, row);
  }
  return result;
}
