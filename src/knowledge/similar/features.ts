import type { LinkedHead } from '../tickets.ts';
import type { Comparison } from './compare.ts';

const DAY_MS = 86_400_000;

/** Days between the two reports, never negative. */
export function daysBetween(a: LinkedHead, b: LinkedHead): number {
  return Math.abs(a.created - b.created) / DAY_MS;
}

/** What the probability is made from, in the order of `featuresOf`. */
export const FEATURES = [
  /** Ahead of, or behind, the best other candidate by the score that candidates are ordered by. */
  'margin',
  /** Words, relative to the ticket itself. */
  'lexical',
  /** Cosine of the summaries. */
  'summaries',
  /** Share of the words that few candidates have. */
  'overlap',
  /** 1 where the summaries are the same, word for word. */
  'sameSummary',
  /** Logarithm of 1 + the days between. */
  'days',
  /** 1 where they are of different projects. */
  'otherProject',
] as const;
export type Feature = (typeof FEATURES)[number];

export function featuresOf(own: LinkedHead, comparison: Comparison): number[] {
  const { ticket, shared, margin, lexical, summaries } = comparison;
  return [
    margin,
    lexical,
    summaries,
    shared.overlap,
    sameSummary(own, ticket) ? 1 : 0,
    Math.log1p(daysBetween(own, ticket)),
    own.project.key === ticket.project.key ? 0 : 1,
  ];
}

/** Word for word, whatever stands between the words; Jira puts "CLONE -" before the summary of a copy. */
function sameSummary(a: LinkedHead, b: LinkedHead): boolean {
  const words = ({ summary }: LinkedHead) =>
    (summary.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word !== 'clone').join(' ');
  return words(a) === words(b);
}
