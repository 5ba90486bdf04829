import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  filtersAnswer,
  pipelineEvent,
  searchAnswer,
  similarAnswer,
  statusAnswer,
  ticketAnswer,
} from '../api/index.ts';
import { type Connection, followImport, followSync, type ImportEnd, type SyncEnd } from '../client/index.ts';
import type {
  Filters,
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

/** What became of what came in, and of finding it. */
export type Outcome<What> = What & {
  /** Live tickets that can be found, of all there are. */
  readonly searchable: number;
  /** Why not all that came in can be found by meaning yet; null where it can. */
  readonly trouble: SyncEnd['trouble'];
};

/**
 * An installation in use. What goes wrong is a `CasebookError`, with a code of docs/errors.md; only what files and iterables that
 * are handed in throw themselves comes as it is.
 */
export interface Casebook extends AsyncDisposable {
  /**
   * Finds tickets by words and meaning.
   *
   * @param query in the language of docs/search.md: words, "phrases", -excluded, `status:open`.
   * @throws CasebookError `query-unreadable`, naming the place.
   */
  search(query: string, options?: SearchOptions): Promise<SearchAnswer>;
  /** @throws CasebookError `ticket-not-found`, also where the asker may not read it. */
  ticket(key: string): Promise<Ticket>;
  /** The tickets that are most probably duplicates of one: at most `limit`, 1 to 20. */
  similar(key: string, options?: { readonly limit?: number }): Promise<SimilarAnswer>;
  /** What tickets can be filtered by. */
  filters(): Promise<Filters>;
  /** What came in, what became of it, what the index holds, and how Jira answers. */
  status(): Promise<Status>;
  /**
   * Reads what changed in Jira, and waits until it can be found.
   *
   * @throws CasebookError `jira-not-configured`, or what Jira failed with; what came in until then is kept.
   */
  sync(options?: SyncOptions, onProgress?: (progress: Progress) => void): Promise<Outcome<SyncEnd['run']>>;
  /**
   * Takes the tickets of an export of Jira's (JSON or CSV; compressed or not), and waits until they can be found.
   *
   * @param file its path, or its bytes.
   */
  importFile(
    file: string | Readable,
    options?: ImportOptions,
    onProgress?: (progress: Progress) => void,
  ): Promise<Outcome<Imported>>;
  /** Takes issues that the program has from elsewhere, in the form of Jira's REST API, and waits until they can be found. */
  ingest(
    issues: Iterable<JiraIssue> | AsyncIterable<JiraIssue>,
    onProgress?: (progress: Progress) => void,
  ): Promise<Outcome<Imported>>;
  /**
   * What the pipeline does, as it changes, whoever brought it about: a sample of each stage's count every two seconds, the status
   * and, for operators, what runs. It has no end of its own: leave the loop, or close.
   */
  events(): AsyncIterable<PipelineEvent>;
  /**
   * The same for whoever an API key is of (`casebook keys create`): it finds and reads what that person may, and may do
   * what the key may.
   */
  as(apiKey: string): Casebook;
  /**
   * Serves the dashboard and the HTTP API where `CASEBOOK_HOST` and `CASEBOOK_PORT` say, until closed. Where another
   * process serves this data folder already, it is that one's address.
   *
   * @throws CasebookError `port-taken`, `accounts-needed`.
   */
  listen(): Promise<string>;
  /** Ends work in hand and lets go of the data folder. */
  close(): Promise<void>;
}

/** `listen` begins to serve; both as the one who opened the installation can. */
export function casebookOver(api: Connection, listen: () => Promise<string>): Casebook {
  async function importFrom(
    body: Readable,
    options: ImportOptions,
    onProgress: (progress: Progress) => void,
  ): Promise<Outcome<Imported>> {
    try {
      const path = `/api/import?${parametersOf(options)}`;
      const { answer, ...end } = await followImport(api, { path, body }, onProgress);
      return outcomeOf(answer, end);
    } finally {
      body.destroy();
    }
  }

  return {
    async search(query, options = {}) {
      return searchAnswer.parse(await api.get(`/api/search?${parametersOf({ q: query, ...options })}`));
    },
    ticket: async (key) => ticketAnswer.parse(await api.get(`/api/tickets/${encodeURIComponent(key)}`)),
    async similar(key, options = {}) {
      const path = `/api/tickets/${encodeURIComponent(key)}/similar?${parametersOf(options)}`;
      return similarAnswer.parse(await api.get(path));
    },
    filters: async () => filtersAnswer.parse(await api.get('/api/filters')),
    status: async () => statusAnswer.parse(await api.get('/api/status')),
    async sync(body = {}, onProgress = ignored) {
      const { run, error, ...end } = await followSync(api, { path: '/api/sync', body }, onProgress);
      if (error) throw error;
      return outcomeOf(run, end);
    },
    importFile: (file, options = {}, onProgress = ignored) =>
      importFrom(Readable.from(bytesOf(file), { objectMode: false }), options, onProgress),
    ingest: (issues, onProgress = ignored) =>
      importFrom(Readable.from(linesOf(issues), { objectMode: false }), { format: 'jsonl' }, onProgress),
    events: () => eventsOf(api.lines('/api/events')),
    as: (apiKey) => casebookOver(api.as(apiKey), listen),
    listen,
    close: () => api.close(),
    [Symbol.asyncDispose]: () => api.close(),
  };
}

function ignored(): void {}

function outcomeOf<What>(what: What, { indexing, trouble }: Omit<ImportEnd, 'answer'>): Outcome<What> {
  return { ...what, searchable: indexing.indexed, trouble };
}

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), each with its data on one line. */
async function* eventsOf(lines: AsyncIterable<string>): AsyncGenerator<PipelineEvent> {
  let event = '';
  for await (const line of lines) {
    if (line.startsWith('event: ')) event = line.slice('event: '.length);
    else if (line.startsWith('data: '))
      yield pipelineEvent.parse({ event, data: JSON.parse(line.slice('data: '.length)) });
  }
}

/** Opens a file when it is asked for: what fails earlier, while nobody listens yet, would end the whole program. */
async function* bytesOf(file: string | Readable): AsyncGenerator<Uint8Array> {
  yield* typeof file === 'string' ? createReadStream(file) : file;
}

async function* linesOf(issues: Iterable<JiraIssue> | AsyncIterable<JiraIssue>): AsyncGenerator<string> {
  for await (const issue of issues) yield `${JSON.stringify(issue)}\n`;
}

/** Parameters of an address; a list is a parameter that is repeated. */
function parametersOf(options: Readonly<Record<string, unknown>>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(options))
    for (const each of [value].flat()) if (each !== undefined) parameters.append(name, String(each));
  return parameters;
}
