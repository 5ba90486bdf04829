import type { z } from 'zod';
import type {
  filtersAnswer,
  importAnswer,
  importQuery,
  pipelineEvent,
  searchAnswer,
  searchQuery,
  similarAnswer,
  statusAnswer,
  syncRequest,
  ticketAnswer,
} from '../api/index.ts';
import type { Reading } from '../client/index.ts';

/**
 * What may be said beside the query: filters, order, paging. The defaults are those of `GET /api/search`.
 *
 * @interface
 */
export type SearchOptions = Partial<Omit<z.output<typeof searchQuery>, 'q'>>;
/**
 * What was found, and how the query was taken.
 *
 * @interface
 */
export type SearchAnswer = z.output<typeof searchAnswer>;
/**
 * One ticket that was found, with the passage that fits best and why it was found.
 *
 * @interface
 */
export type Hit = SearchAnswer['hits'][number];
/**
 * A ticket with its thread and all else that is kept of it.
 *
 * @interface
 */
export type Ticket = z.output<typeof ticketAnswer>;
/**
 * Tickets that are probably duplicates of one, with evidence for and against.
 *
 * @interface
 */
export type SimilarAnswer = z.output<typeof similarAnswer>;
/**
 * What tickets can be filtered by, with numbers.
 *
 * @interface
 */
export type Filters = z.output<typeof filtersAnswer>;
/**
 * What came in, what became of it, and what can be found.
 *
 * @interface
 */
export type Status = z.output<typeof statusAnswer>;
/**
 * What a sync is narrowed to.
 *
 * @interface
 */
export type SyncOptions = z.input<typeof syncRequest>;
/**
 * How a file is to be read.
 *
 * @interface
 */
export type ImportOptions = Partial<z.output<typeof importQuery>>;
/**
 * What became of the records of a file.
 *
 * @interface
 */
export type Imported = z.output<typeof importAnswer>;
/** What the pipeline does: a sample of each stage's count every two seconds, the status and what runs when they change. */
export type PipelineEvent = z.output<typeof pipelineEvent>;
/**
 * How far a sync or an import is.
 *
 * @interface
 */
export type Progress = Reading;

/**
 * An issue as Jira's REST API v3 or v2 gives it (`GET /rest/api/3/issue/PAY-17`); the gate says what it must hold. Its id, a
 * number, is one of the first site's: of a ticket that is here already it is another state.
 */
export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
