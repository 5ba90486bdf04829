import type { LinkedHead } from '../tickets.ts';
import type { Comparison } from './compare.ts';
import { daysBetween } from './score.ts';

/** What the probability is made from, in the order of `featuresOf`. */
export const FEATURES = [
  /** The search's score less the time between. */
  'similarity',
  /** Ahead of, or behind, the best other candidate. */
  'margin',
  /** Words, relative to the ticket itself. */
  'lexical',
  /** Cosine of the nearest pieces. */
  'semantic',
  /** Cosine of the summaries. */
  'summaries',
  /** Share of the words that few candidates have. */
  'overlap',
  /** Logarithm of 1 + how many rare identifiers both have. */
  'identifiers',
  /** The same for places in stack traces. */
  'frames',
  /** Logarithm of 1 + the days between. */
  'days',
  /** 1 where they are of different projects. */
  'otherProject',
  /** 1 where the summaries are the same, word for word. */
  'sameSummary',
  /** 1 where they have a component in common. */
  'sharedComponent',
] as const;
export type Feature = (typeof FEATURES)[number];

export function featuresOf(own: LinkedHead, comparison: Comparison): number[] {
  const { ticket, shared, similarity, margin, lexical, semantic, summaries } = comparison;
  return [
    similarity,
    margin,
    lexical,
    semantic,
    summaries,
    shared.overlap,
    Math.log1p(shared.identifiers.length),
    Math.log1p(shared.frames.length),
    Math.log1p(daysBetween(own.created, ticket.created)),
    own.project.key === ticket.project.key ? 0 : 1,
    sameSummary(own, ticket) ? 1 : 0,
    inCommon(own.components, ticket.components).length > 0 ? 1 : 0,
  ];
}

/** Word for word, whatever stands between the words; Jira puts "CLONE -" before the summary of a copy. */
export function sameSummary(a: LinkedHead, b: LinkedHead): boolean {
  const words = ({ summary }: LinkedHead) =>
    (summary.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word !== 'clone').join(' ');
  return words(a) === words(b);
}

export function inCommon(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((value) => b.includes(value));
}
