/**
 * Casebook as a library: what the command line and the dashboard do, as typed calls.
 *
 * @packageDocumentation
 */
import { openApplication } from './app/index.ts';
import { type Casebook, openCasebook, type Settings } from './library/index.ts';

export type {
  Casebook,
  ErrorCode,
  Filters,
  Hit,
  Imported,
  ImportOptions,
  JiraIssue,
  Outcome,
  PipelineEvent,
  Progress,
  SearchAnswer,
  SearchOptions,
  Settings,
  SimilarAnswer,
  Status,
  SyncOptions,
  Ticket,
} from './library/index.ts';
export { CasebookError } from './library/index.ts';

/**
 * Opens an installation for this program.
 *
 * Settings are those of docs/configuration.md, by their names and as text; what is not given comes from where the command
 * line takes it: the environment, then files, then defaults. Where a server holds the data folder, it is asked; else the
 * data are opened in this process, and no other can open them until it is closed.
 *
 * @example
 * ```ts
 * await using casebook = await createCasebook({ CASEBOOK_DATA_DIR: './casebook-data' });
 * await casebook.importFile('jira-export.json');
 * const { hits } = await casebook.search('database bottlenecks', { limit: 5 });
 * ```
 * @throws CasebookError `config-invalid`, `data-folder-busy`, and what keeps the data from being opened.
 */
export function createCasebook(settings: Settings = {}): Promise<Casebook> {
  return openCasebook({ open: openApplication }, settings);
}
