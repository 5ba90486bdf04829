/** A probability in a word. */
export const LIKELIHOODS = ['almost-certain', 'probable', 'possible', 'unlikely'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

export function likelihoodOf(probability: number): Likelihood {
  if (probability >= 0.9) return 'almost-certain';
  if (probability >= 0.5) return 'probable';
  if (probability >= 0.2) return 'possible';
  return 'unlikely';
}
