/**
 * The one catalogue of errors. Every error that reaches a person, on the page, in the terminal or over HTTP, has an
 * entry here; `docs/errors.md` is generated from it.
 */
interface CatalogueEntry {
  /** One short sentence: what happened. */
  readonly title: string;
  /** The HTTP status under which the API reports it. */
  readonly status: number;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retry: boolean;
  /** What the reader can do about it. */
  readonly advice: string;
}

export const errorCatalogue = {
  'config-invalid': {
    title: 'A setting is missing or has a value that cannot be used.',
    status: 500,
    retry: false,
    advice: 'Correct the named setting; `casebook config` lists all settings with their meaning.',
  },
  'call-invalid': {
    title: 'The command was not called as its help says.',
    status: 400,
    retry: false,
    advice: 'See `casebook --help`, or --help after a command.',
  },
  'not-confirmed': {
    title: 'This cannot be undone, and nobody confirmed it.',
    status: 400,
    retry: false,
    advice: 'Run it in a terminal, or add --yes.',
  },
  'data-folder-busy': {
    title: 'Another Casebook process is writing to this data folder.',
    status: 503,
    retry: true,
    advice: 'Stop the other process, or name another folder with --data-dir.',
  },
  'data-folder-kind': {
    title: 'This data folder belongs to another kind of installation.',
    status: 409,
    retry: false,
    advice: 'Demo data and real data never share a folder: name another one with --data-dir.',
  },
  'data-folder-missing': {
    title: 'There is nothing here yet: the data folder does not exist.',
    status: 404,
    retry: false,
    advice:
      'Begin with `casebook demo`, `casebook sync` or `casebook import FILE`, or name the folder that holds the data with --data-dir.',
  },
  'data-folder-unusable': {
    title: 'The data folder cannot be used.',
    status: 500,
    retry: false,
    advice: 'Give this user a folder that it may write, or name another one with --data-dir.',
  },
  'disk-full': {
    title: 'There is no space left on the disk.',
    status: 507,
    retry: false,
    advice:
      'Make space where the named place lies; nothing was lost, and the next sync goes on from the last complete one.',
  },
  'data-unreadable': {
    title: 'Stored data cannot be read.',
    status: 500,
    retry: false,
    advice:
      'The named place is damaged or was written by another version; restore it from a backup or sync into a new folder. `casebook verify` lists all damage.',
  },
  'recovery-failed': {
    title: 'What the lake holds could not be applied to the database.',
    status: 500,
    retry: false,
    advice:
      'The detail names the lines and what went wrong. Nothing was lost: put the database right and start again, or delete `casebook.sqlite` (name an empty database with DATABASE_URL), which is then filled from the lake.',
  },
  'database-unavailable': {
    title: 'The database could not be reached.',
    status: 503,
    retry: true,
    advice: 'Check DATABASE_URL, and that PostgreSQL runs and lets this user in.',
  },
  'database-busy': {
    title: 'Another Casebook process is writing to this database.',
    status: 503,
    retry: true,
    advice: 'Stop the other process, or name another database with DATABASE_URL.',
  },
  'database-foreign': {
    title: 'This database belongs to another data folder.',
    status: 409,
    retry: false,
    advice:
      'Name the data folder that it was filled from, or an empty database, which is then filled from this folder.',
  },
  'job-invalid': {
    title: 'The work that was asked for does not have the documented form.',
    status: 500,
    retry: false,
    advice: 'The detail names the queue or schedule and the place; please report it.',
  },
  'port-taken': {
    title: 'The port is already in use.',
    status: 500,
    retry: false,
    advice: 'Choose another port with --port, or stop the program that uses it.',
  },
  'port-refused': {
    title: 'The address or port may not be listened on.',
    status: 500,
    retry: false,
    advice: 'Choose a port of 1024 or above with --port, and an address of this machine as CASEBOOK_HOST.',
  },
  'web-not-built': {
    title: 'The dashboard has not been built.',
    status: 404,
    retry: false,
    advice: 'Run `npm run prepare` in the checkout; `npm ci` does it too.',
  },
  'model-unreadable': {
    title: 'The embedding model cannot be read.',
    status: 500,
    retry: false,
    advice:
      'The named file is missing, truncated or of another format: reinstall Casebook, or restore the file.',
  },
  'embedder-not-configured': {
    title: 'The chosen embedder lacks a setting.',
    status: 500,
    retry: false,
    advice: 'Set what the detail names, or choose another CASEBOOK_EMBEDDER; see docs/embedders.md.',
  },
  'embedder-not-installed': {
    title: 'What the MiniLM embedder runs on is not installed.',
    status: 500,
    retry: false,
    advice:
      'Run the command in the detail (about 480 MB) and start again, or choose another CASEBOOK_EMBEDDER; see docs/embedders.md.',
  },
  'embedder-model-missing': {
    title: 'The weights of the embedding model are not there and could not be fetched.',
    status: 503,
    retry: true,
    advice:
      'Check the network and HF_ENDPOINT, or put the files that the detail names into the folder yourself; see docs/embedders.md.',
  },
  'embedder-refused': {
    title: 'The embedding service refused the request.',
    status: 502,
    retry: false,
    advice:
      'Check the key and the model or deployment; the detail carries what the service said. What is indexed stays searchable by words, and what waits is tried again by itself.',
  },
  'embedder-quota-spent': {
    title: 'The account at the embedding service has no quota left.',
    status: 502,
    retry: false,
    advice:
      'Pay in or raise the limit there (OpenAI: Settings, Billing), or choose another CASEBOOK_EMBEDDER. Search by words goes on, and what waits is tried again by itself.',
  },
  'embedder-unavailable': {
    title: 'The embedding service could not be reached or did not answer properly.',
    status: 502,
    retry: true,
    advice:
      'Check the address and the network. What is indexed stays searchable by words, and what waits is tried again by itself.',
  },
  'embedder-answer-invalid': {
    title: 'The embedding service answered with something that is not the documented shape.',
    status: 502,
    retry: false,
    advice:
      'The detail names what is wrong. A proxy or login page in between, or an address without its /v1, is the usual cause.',
  },
  'embedder-dimensions-differ': {
    title: 'The embedding service gives vectors of another length than the settings say.',
    status: 502,
    retry: false,
    advice: 'Set CASEBOOK_EMBEDDING_DIMENSIONS to the length that the detail names, and start again.',
  },
  'embedder-text-refused': {
    title: 'The embedding service refused this text, and takes others.',
    status: 502,
    retry: false,
    advice:
      'The detail carries what it said. The ticket is found by words, and set aside; it is tried again when it changes.',
  },
  'jira-not-configured': {
    title: 'No Jira is configured.',
    status: 409,
    retry: false,
    advice: 'Set JIRA_BASE_URL, JIRA_EMAIL and JIRA_API_KEY, or try `casebook demo`.',
  },
  'jira-refused': {
    title: 'Jira refused the request.',
    status: 502,
    retry: false,
    advice: 'Check the account, its API token and its permissions; the detail carries what Jira said.',
  },
  'jira-unavailable': {
    title: 'Jira could not be reached or did not answer properly.',
    status: 502,
    retry: true,
    advice:
      'Check JIRA_BASE_URL and the network; nothing was lost, and the next sync reads again from the last complete one.',
  },
  'jira-answer-invalid': {
    title: 'Jira answered with something that is not the documented shape.',
    status: 502,
    retry: false,
    advice: 'The detail names the place in the answer. A proxy or login page in between is the usual cause.',
  },
  'jira-differs': {
    title: 'This data folder holds the tickets of another Jira site.',
    status: 409,
    retry: false,
    advice:
      'Ticket ids of two sites can be the same: give each site a data folder of its own with --data-dir.',
  },
  'sync-running': {
    title: 'A sync or an import is already running.',
    status: 409,
    retry: true,
    advice: 'Wait until it has finished; `casebook status` shows its progress.',
  },
  'export-broken': {
    title: 'The export broke off before its end.',
    status: 503,
    retry: true,
    advice: 'Nothing was written. Check that the server runs, and export again.',
  },
  interrupted: {
    title: 'The command was stopped before it was done.',
    status: 503,
    retry: true,
    advice: 'Nothing half-done was left; call it again.',
  },
  'backup-nothing': {
    title: 'There is nothing here to back up.',
    status: 409,
    retry: false,
    advice: 'Name the data folder of an installation with --data-dir.',
  },
  'backup-disturbed': {
    title: 'Something is being erased or compacted; a backup now would hold half of that.',
    status: 409,
    retry: true,
    advice:
      'Back up once it is done. The next start of Casebook finishes an erasure that a crash left in hand.',
  },
  'backup-damaged': {
    title: 'The backup is not what was written, or not whole.',
    status: 500,
    retry: false,
    advice: 'Restore another backup; nothing was put in place.',
  },
  'backup-newer': {
    title: 'The backup was made by a newer version of Casebook.',
    status: 409,
    retry: false,
    advice: 'Restore it with that version or a later one.',
  },
  'reset-refused': {
    title: 'Nothing was reset.',
    status: 409,
    retry: false,
    advice: 'Only the folder of a demo can be reset; other data you remove yourself.',
  },
  'output-exists': {
    title: 'There is something at the place that was to be written.',
    status: 409,
    retry: false,
    advice: 'Name another place; a file can be replaced with --force where the command has that.',
  },
  'output-unusable': {
    title: 'The output cannot be written.',
    status: 500,
    retry: false,
    advice: 'Name a file in a folder that this user may write, on a disk with room for it.',
  },
  'rebuild-running': {
    title: 'A rebuild is already running.',
    status: 409,
    retry: true,
    advice: 'Wait until it has finished; `casebook status` shows its progress.',
  },
  'no-previous-index': {
    title: 'There is no previous index to go back to.',
    status: 409,
    retry: false,
    advice: 'A rebuild keeps the index before it until the next rebuild, or `casebook rebuild --forget`.',
  },
  'previous-index-differs': {
    title: 'The previous index was made with another search model.',
    status: 409,
    retry: false,
    advice:
      'After `casebook adapt`, `casebook adapt --back` returns to the model that ships, and to its index; after a change of CASEBOOK_EMBEDDER or of its settings, putting them back and starting again does. Either way the index that is kept only catches up.',
  },
  'adapt-running': {
    title: 'The search model is being adapted already.',
    status: 409,
    retry: true,
    advice: 'Wait until that has finished; `casebook adapt --status` shows its progress.',
  },
  'erasure-running': {
    title: 'Something is being erased.',
    status: 409,
    retry: true,
    advice:
      'Try again when that is done. What an erasure left in hand is finished by the next one, or the next start.',
  },
  'adapt-needs-static': {
    title: "Only Casebook's own model can learn from tickets here.",
    status: 409,
    retry: false,
    advice: 'Set CASEBOOK_EMBEDDER to static and start again; see docs/adapt.md.',
  },
  'adapt-too-few-tickets': {
    title: 'There are too few tickets to learn from and to measure on.',
    status: 409,
    retry: false,
    advice: 'The model that ships stays in use. Adapt again when more tickets are here; see docs/adapt.md.',
  },
  'adapt-not-adapted': {
    title: 'There is nothing to go back from: the model that ships is in use.',
    status: 409,
    retry: false,
    advice: '`casebook adapt` makes one that knows the language of the tickets here.',
  },
  'index-incomplete': {
    title: 'The new index would lack too many tickets.',
    status: 500,
    retry: false,
    advice: 'The index before stays in use; the log names the tickets and what went wrong with each.',
  },
  'meaning-unavailable': {
    title: 'Search by meaning is not possible yet: the index was made with another embedding model.',
    status: 503,
    retry: true,
    advice: 'A new index is being made in the background; search by words meanwhile.',
  },
  'query-unreadable': {
    title: 'The query cannot be read.',
    status: 400,
    retry: false,
    advice:
      'Correct the named place, or put it in quotation marks to search for it as text; see docs/search.md.',
  },
  'query-unsupported': {
    title: 'The search index in use cannot answer such a query.',
    status: 400,
    retry: false,
    advice: 'Leave out what the detail names.',
  },
  'import-format': {
    title: 'This is not a file that tickets can be imported from.',
    status: 422,
    retry: false,
    advice: 'docs/import.md describes the formats; --format says which one it is where that cannot be seen.',
  },
  'import-damaged': {
    title: 'The compressed file is damaged or breaks off.',
    status: 422,
    retry: false,
    advice:
      'What came before the damage is in. Import the whole file: what is known already counts as duplicate.',
  },
  'import-expands': {
    title: 'The compressed file grows far beyond what tickets do.',
    status: 422,
    retry: false,
    advice: 'Look at what it holds; if it is all wanted, unpack it and import the result.',
  },
  'import-interrupted': {
    title: 'The import broke off before the end of its file.',
    status: 503,
    retry: true,
    advice: 'What came before is in. Import the file again: what is known already counts as duplicate.',
  },
  'dead-letter-not-found': {
    title: 'No such dead letter waits here.',
    status: 404,
    retry: false,
    advice: '`casebook dead-letters list` shows those that wait.',
  },
  'file-unreadable': {
    title: 'The file cannot be read.',
    status: 400,
    retry: false,
    advice: 'Check the path and its permissions; `-` reads standard input.',
  },
  'ticket-not-found': {
    title: 'There is no such ticket here.',
    status: 404,
    retry: false,
    advice: 'Check the key; a ticket that was created in Jira since the last sync appears with the next one.',
  },
  'calibration-running': {
    title: 'A calibration is being learned already.',
    status: 409,
    retry: true,
    advice: 'Wait until it is done, some minutes at most; ending the command that asked for it ends it.',
  },
  'too-few-duplicates': {
    title: 'Too few tickets are linked as duplicates to learn from.',
    status: 409,
    retry: false,
    advice:
      'Link duplicates in Jira as such, sync, and try again; until then the shipped calibration serves.',
  },
  'person-not-found': {
    title: 'This account stands nowhere in what is stored.',
    status: 404,
    retry: false,
    advice: 'Name the account id as Jira has it; `casebook show KEY --json` shows those of a ticket.',
  },
  'not-found': {
    title: 'There is nothing at this address.',
    status: 404,
    retry: false,
    advice: 'The API is described at /openapi.json.',
  },
  'request-invalid': {
    title: 'The request does not have the documented form.',
    status: 400,
    retry: false,
    advice: 'The detail names the place; the API is described at /openapi.json.',
  },
  'request-too-large': {
    title: 'The request is larger than this address takes.',
    status: 413,
    retry: false,
    advice: 'Send less at a time.',
  },
  'media-type': {
    title: 'This address does not take a body of that type.',
    status: 415,
    retry: false,
    advice: 'Send `content-type: application/json`; an import takes the types that /openapi.json lists.',
  },
  'host-not-allowed': {
    title: 'This server does not answer under that host name.',
    status: 421,
    retry: false,
    advice: 'Open it under the address that it printed, or add the name to CASEBOOK_ALLOWED_HOSTS.',
  },
  'origin-not-allowed': {
    title: 'A request from another web site was refused.',
    status: 403,
    retry: false,
    advice: 'Use the dashboard of this server itself.',
  },
  'request-ended': {
    title: 'The request was ended before it could be answered.',
    status: 503,
    retry: true,
    advice: 'Ask again; where Casebook is being stopped, when it runs again.',
  },
  'login-required': {
    title: 'This request needs a login.',
    status: 401,
    retry: false,
    advice: 'Without accounts Casebook serves this machine only: open it directly, not through a proxy.',
  },
  internal: {
    title: 'Something went wrong inside Casebook.',
    status: 500,
    retry: false,
    advice:
      'The log holds the details under the request id; a command shows them with CASEBOOK_LOG_LEVEL=error. Please report it.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

/** An error from the catalogue, with the detail of this one occurrence. */
export class CasebookError extends Error {
  readonly code: ErrorCode;
  /** What exactly, where: the setting, file, path in a record or address at fault. Never a secret. */
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${errorCatalogue[code].title} ${detail}`, options);
    this.name = 'CasebookError';
    this.code = code;
    this.detail = detail;
  }

  get entry(): CatalogueEntry {
    return errorCatalogue[this.code];
  }
}
