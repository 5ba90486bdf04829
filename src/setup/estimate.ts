/** What a few tickets took, here and now. */
export interface Sample {
  readonly tickets: number;
  /** What they added to a data folder. */
  readonly bytes: number;
  /** From the question to Jira until they could be found, in milliseconds. */
  readonly ms: number;
}

/** What all tickets will probably take. */
export interface Estimate {
  readonly bytes: number;
  readonly ms: number;
  readonly sample: Sample;
}

/** As much for each ticket as for one of the sample; null where there was nothing to measure. */
export function estimate(tickets: number, sample: Sample): Estimate | null {
  if (sample.tickets === 0) return null;
  const each = tickets / sample.tickets;
  return { bytes: Math.round(sample.bytes * each), ms: Math.round(sample.ms * each), sample };
}
