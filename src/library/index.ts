/** Typed calls over the HTTP API, for a program that has Casebook inside. */
export { CasebookError, type ErrorCode } from '../domain/index.ts';
export type { Casebook, Outcome } from './casebook.ts';
export { openCasebook, type Settings } from './open.ts';
export type {
  Filters,
  Hit,
  Imported,
  ImportOptions,
  JiraIssue,
  PipelineEvent,
  Progress,
  SearchAnswer,
  SearchOptions,
  SimilarAnswer,
  Status,
  SyncOptions,
  Ticket,
} from './shapes.ts';
