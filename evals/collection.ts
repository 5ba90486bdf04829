import type { Reported } from '../src/knowledge/similar/score.ts';

/** Texts with questions to them, and what answers each. */
export interface Collection {
  readonly documents: readonly EvaluatedDocument[];
  readonly queries: readonly EvaluatedQuery[];
}

export interface EvaluatedDocument {
  readonly key: string;
  readonly summary: string;
  readonly description: string;
  /** Epoch milliseconds; 0 where it plays no part. */
  readonly created: number;
}

export interface EvaluatedQuery {
  /** The document that is the query, which is no answer to itself; null where it is a text of its own. */
  readonly key: string | null;
  readonly text: string;
  /** What is compared to summaries: the ticket's own, or all of a query that has none. */
  readonly summary: string;
  readonly relevant: ReadonlySet<string>;
}

/** What a ticket's key and date say of it, where it is one of its project's. */
export const reportedOf = ({ key, created }: Pick<EvaluatedDocument, 'key' | 'created'>): Reported => ({
  created,
  project: key.slice(0, Math.max(0, key.lastIndexOf('-'))),
});

/** A document's text as one. */
export const textOf = ({ summary, description }: EvaluatedDocument): string => `${summary}\n\n${description}`;
