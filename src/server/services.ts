import type { AccessStatus, SitesAccess } from '../access/index.ts';
import type { cancelRequest, Wire } from '../api/index.ts';
import type { Asker, CasebookError, Dispositions, Indexing, Rebuild, Run, Ticket } from '../domain/index.ts';
import type {
  Compacted,
  DeadLetters,
  ErasurePlan,
  ErasureRequest,
  ImportOptions,
  ImportOutcome,
  JiraHealth,
  LakeLine,
  LakeOverview,
  Ledger,
  LedgerCheck,
  Narrowing,
  RememberedCut,
  SiteFailure,
  VerifyOptions,
  WebhookState,
  Webhooks,
} from '../ingest/index.ts';
import type {
  Adaptation,
  AdaptationKind,
  AdaptationStatus,
  AskedTicket,
  Duplicates,
  FilterChoices,
  Generation,
  Insights,
  InsightsRequest,
  SearchRequest,
  SearchResult,
  Withheld,
} from '../knowledge/index.ts';
import type { DataSetFormat, DataSetSummary } from '../learning/index.ts';
import type { People } from '../people/index.ts';
import type { ShownSetting } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import type { Job, JobCount } from '../platform/jobs/index.ts';
import type { Check } from '../setup/index.ts';

/** Where a sync stands, and the index behind it. */
export interface Progress {
  readonly run: Run | null;
  /** What Jira said by itself. */
  readonly webhooks: WebhookState;
  /** Pieces of text embedded since the process started. */
  readonly embedded: number;
  readonly indexing: Indexing;
  /** What keeps the index from going on, and is tried again; null where nothing does. */
  readonly trouble: CasebookError | null;
}

export interface Status extends Progress {
  readonly version: string;
  readonly kind: InstallationKind;
  readonly siteUrl: string | null;
  /** Why nothing can be read from Jira; null where it can. */
  readonly noSync: CasebookError | null;
  /** Sites of the settings that may not be read, or whose last reading failed. */
  readonly failing: readonly SiteFailure[];
  readonly records: Dispositions;
  readonly lakeCut: RememberedCut | null;
  readonly embedder: { readonly id: string; readonly dimensions: number; readonly remote: boolean };
  /** Tickets and comments whose text is kept from an embedder on another machine. */
  readonly withheld: Withheld;
  readonly index: {
    readonly tickets: number;
    readonly chunks: number;
    readonly engine: 'embedded' | 'qdrant';
    readonly meaning: boolean;
  };
  readonly rebuild: Rebuild | null;
  /** The newest comparison with Jira. */
  readonly ledger: LedgerCheck | null;
  /** Null where the settings name no Jira. */
  readonly jira: JiraHealth | null;
  /** Those beside the first, which the rest is about. */
  readonly sites: readonly SiteStatus[];
}

/** Where the newest rebuild of this process stands, and the indexes that there are. */
export interface RebuildStatus {
  readonly rebuild: Rebuild | null;
  readonly generations: readonly Generation[];
}

export type WorkKind = Wire<typeof cancelRequest>['kind'];

/** Something that takes long, of which one of its kind runs at a time. */
export interface Work {
  readonly kind: WorkKind;
  readonly state: Run['state'];
  readonly step: string | null;
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly cancellable: boolean;
  readonly error: Run['error'];
}

/** The newest work of each kind, and how many jobs there are in the queues. */
export interface Jobs {
  readonly work: readonly Work[];
  readonly queues: readonly JobCount[];
}

/** Jobs whose last attempt failed, until a person decides. */
export interface DeadJobs {
  /** Those that died last first. */
  list(limit: number): Promise<readonly Job[]>;
  /** Gives it one more attempt, once however often that is asked for. @throws CasebookError `job-not-found`, `job-underway`. */
  retry(id: string): Promise<void>;
  /** Lets it go, undone. @throws CasebookError `job-not-found`. */
  discard(id: string): Promise<void>;
}

/** Which tickets a sync reads, of those that the settings choose. */
export interface SyncRequest extends Narrowing {
  /** Also those that did not change since the last one. */
  readonly full?: boolean | undefined;
  readonly maxIssues?: number | undefined;
  /** Only these, by their names; absent: all. */
  readonly sites?: readonly string[] | undefined;
}

/** What a sync would read of a site. */
export interface SitePreview {
  readonly site: string;
  readonly jql: string;
  /** Null where it could not be asked. */
  readonly issues: number | null;
  /** Why it could not be asked, or may not be read. */
  readonly error: Run['error'];
}

/** A site beside the first, and how it fares. */
export interface SiteStatus {
  readonly name: string;
  readonly url: string;
  /** Null where the settings name it no longer: its tickets stay. */
  readonly jira: JiraHealth | null;
  readonly ledger: LedgerCheck | null;
  readonly webhooks: WebhookState | null;
  readonly access: AccessStatus;
}

/** What the HTTP API offers, as the application provides it. */
export interface Services extends Omit<Duplicates, 'weights' | 'isOutdated'> {
  /** @throws CasebookError `query-unreadable`, `query-unsupported`, `meaning-unavailable`. */
  search(request: SearchRequest): Promise<SearchResult>;
  /**
   * By what people call it: its key or one that it had, with its site (`us:PAY-17`), or its id (`us:10001`).
   *
   * @throws CasebookError `ticket-not-found`, `ticket-ambiguous`.
   */
  askedTicket(asker: Asker, text: string): Promise<AskedTicket>;
  readTicket(asker: Asker, key: string): Promise<Ticket | null>;
  /**
   * What a ticket was made from, with all that the ticket itself hides from some of its readers; null where the asker may
   * read none of the ticket.
   *
   * @throws CasebookError `rebuild-running`, `data-unreadable`.
   */
  readRecord(asker: Asker, key: string): Promise<LakeLine | null>;
  filterChoices(asker: Asker): Promise<FilterChoices>;
  insights(request: InsightsRequest): Promise<Insights>;
  status(): Promise<Status>;
  progress(): Promise<Progress>;
  /** @throws CasebookError `jira-not-configured`, `sync-running`. */
  startSync(wanted: SyncRequest): Promise<Run>;
  /** What that would read. @throws CasebookError `jira-not-configured`, `jira-…`. */
  previewSync(wanted: SyncRequest): Promise<readonly SitePreview[]>;
  /** @throws CasebookError `jira-not-configured`, `site-not-configured`, `sync-running`. */
  startVerify(options: VerifyOptions & Pick<SyncRequest, 'sites'>): Promise<Run>;
  /** Of a site, by its name; absent: the first. */
  ledger(site?: string): Promise<Ledger>;
  /** The data set for fine-tuning, line by line; its summary once all lines have been taken. */
  fineTuningSet(request: {
    asker: Asker;
    format: DataSetFormat;
    /** Only tickets of these; absent: of all. */
    projects?: readonly string[] | undefined;
  }): AsyncGenerator<string, DataSetSummary>;
  rebuild(): Promise<RebuildStatus>;
  /** @throws CasebookError `rebuild-running`, `no-previous-index`, `previous-index-differs`. */
  startRebuild(kind: 'rebuild' | 'back'): Promise<Rebuild>;
  /** @throws CasebookError `rebuild-running`, `no-previous-index`. */
  forgetPreviousIndex(): Promise<void>;
  adaptation(): Promise<AdaptationStatus>;
  /** @throws CasebookError `adapt-running`, `adapt-needs-static`, `adapt-not-adapted`, `erasure-running`. */
  startAdaptation(kind: AdaptationKind): Promise<Adaptation>;
  /**
   * Takes the tickets of a file, and resolves when all of it has been disposed of.
   *
   * @throws CasebookError `import-…`, `sync-running`, `data-folder-kind`.
   */
  importFile(input: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<ImportOutcome>;
  jobs(): Promise<Jobs>;
  /** Asks what runs to end, and does not wait until it has. @throws CasebookError `nothing-to-cancel`. */
  cancel(kind: WorkKind): Promise<void>;
  readonly deadJobs: DeadJobs;
  /** Those in force, as they may be shown. */
  settings(): ShownSetting[];
  lakeOverview(): Promise<LakeOverview>;
  /** Drops older states of tickets that were fetched before a point in time (epoch milliseconds). */
  compactLake(fetchedBefore: number): Promise<Compacted>;
  /** What an erasure would erase. @throws CasebookError `ticket-not-found`, `person-not-found`. */
  planErasure(request: ErasureRequest): Promise<ErasurePlan>;
  /** The same, done when it resolves. */
  erase(request: ErasureRequest): Promise<ErasurePlan>;
  readonly deadLetters: DeadLetters;
  /** Of a site, by its name; where there is none, one that refuses every signature. */
  webhooks(site: string): Pick<Webhooks, 'admit' | 'receive'>;
  readonly people: People;
  readonly access: SitesAccess;
  /** What the application leans on. */
  readonly checks: readonly Check[];
  /** The Jira site of a ticket, by the ticket's id. */
  siteOf(ticketId: string): TicketSite;
}

export interface TicketSite {
  /** As people call it; null where there is one site here, which needs no name. */
  readonly name: string | null;
  /** Where people read its tickets; null before that is known. */
  readonly url: string | null;
}
