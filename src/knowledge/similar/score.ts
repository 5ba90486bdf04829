import { type SignalWeights, WEIGHTS } from '../index/weights.ts';

const DAY_MS = 86_400_000;

/**
 * How alike two tickets are: `hybrid − timeApart · ln(1 + days between them)`, because reports of one incident come soon
 * after each other. Only to be compared with other values of it: it may fall below 0.
 *
 * @param hybrid how well the one ticket answers the other taken as a query, by words and meaning, 0 to 1.
 * @param createdA when the one was created, in epoch milliseconds.
 * @param createdB when the other was.
 */
export function similarityScore(
  hybrid: number,
  createdA: number,
  createdB: number,
  { timeApart }: Pick<SignalWeights, 'timeApart'> = WEIGHTS,
): number {
  return hybrid - timeApart * Math.log1p(Math.abs(createdA - createdB) / DAY_MS);
}
