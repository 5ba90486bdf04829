import type { LinkedHead } from '../tickets.ts';
import type { Comparison } from './compare.ts';

const DAY_MS = 86_400_000;

/** Days between the two reports, never negative. */
export function daysBetween(a: LinkedHead, b: LinkedHead): number {
  return Math.abs(a.created - b.created) / DAY_MS;
}

/** What the probability is made from, in the order of `featuresOf`. */
export const FEATURES = [
  /** By how many tenths of similarity it stands out from the other candidates. */
  'ahead',
  /** Similarity, in tenths. */
  'similarity',
  /** Cosine of the summaries. */
  'summaries',
  /** 1 where the summaries are the same, word for word. */
  'sameSummary',
  /** 1 where they are of different projects. */
  'otherProject',
] as const;

/** What similarity is made of, for the evidence: no model weighs it once more. They follow in `featuresOf`. */
export const PARTS = [
  /** Words, relative to the ticket itself. */
  'lexical',
  /** Logarithm of 1 + the days between. */
  'days',
] as const;

/** A pull towards the prior takes all weights alike: features have to be of one size. */
const TENTHS = 10;

export type Feature = (typeof FEATURES)[number];
export type Part = (typeof PARTS)[number];

export function featuresOf(own: LinkedHead, comparison: Comparison): number[] {
  const { ticket, ahead, similarity, lexical, summaries } = comparison;
  return [
    TENTHS * ahead,
    TENTHS * similarity,
    summaries,
    sameSummary(own, ticket) ? 1 : 0,
    own.project.key === ticket.project.key ? 0 : 1,
    lexical,
    Math.log1p(daysBetween(own, ticket)),
  ];
}

/** What a logit gains with each unit of similarity, by a model's weights of `FEATURES`. */
export function perSimilarity(weights: readonly number[]): number {
  const of = (name: Feature) => weights[FEATURES.indexOf(name)] as number;
  return TENTHS * (of('ahead') + of('similarity'));
}

/** Word for word, whatever stands between the words; Jira puts "CLONE -" before the summary of a copy. */
function sameSummary(a: LinkedHead, b: LinkedHead): boolean {
  const words = ({ summary }: LinkedHead) =>
    (summary.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word !== 'clone').join(' ');
  return words(a) === words(b);
}
