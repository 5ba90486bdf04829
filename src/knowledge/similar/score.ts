/**
 * What a ticket loses against another with every factor e between the days that they lie apart: reports of one incident
 * come soon after each other. Chosen on the duplicates of two open-source trackers (Hive, ActiveMQ) and confirmed on
 * four others by `npm run eval -- retrieval`, row `similar`.
 */
const LOST_WITH_TIME = 0.06;

const DAY_MS = 86_400_000;

/**
 * How likely two tickets report the same: `hybrid − 0.06 · ln(1 + days between them)`. Only compared with other values
 * of it: may fall below 0.
 *
 * @param hybrid how well the one ticket answers the other taken as a query, by words and meaning, 0 to 1.
 * @param createdA when the one was created, in epoch milliseconds.
 * @param createdB when the other was.
 */
export function similarityScore(hybrid: number, createdA: number, createdB: number): number {
  return hybrid - LOST_WITH_TIME * Math.log1p(Math.abs(createdA - createdB) / DAY_MS);
}
