import { type SignalWeights, WEIGHTS } from '../index/weights.ts';

const DAY_MS = 86_400_000;

/** What tells, beside its text, whether a report is another once more. */
export interface Reported {
  /** Epoch milliseconds. */
  readonly created: number;
  /** What names its project. */
  readonly project: string;
}

/** What decides how alike two tickets are, once it is known how well the one's text answers the other's. */
export type ReportWeights = Pick<SignalWeights, 'timeApart' | 'later' | 'otherProject'>;

/**
 * How alike a ticket is to another: `hybrid − timeApart · ln(1 + days between them)`, because reports of one incident come
 * soon after each other; less `later` where it came after the other, because a report repeats what was there before, and
 * less `otherProject` where the two are of different ones. Only to be compared with other values of it: it may fall below 0.
 *
 * @param hybrid how well it answers `ticket` taken as a query, by words and meaning, 0 to 1.
 */
export function similarityScore(
  hybrid: number,
  ticket: Reported,
  other: Reported,
  { timeApart, later, otherProject }: ReportWeights = WEIGHTS,
): number {
  const days = Math.abs(ticket.created - other.created) / DAY_MS;
  return (
    hybrid -
    timeApart * Math.log1p(days) -
    (other.created > ticket.created ? later : 0) -
    (other.project === ticket.project ? 0 : otherProject)
  );
}
