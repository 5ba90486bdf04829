import {
  allSites,
  askedOf,
  askedOfAll,
  openSiteAccess,
  type SiteAccess,
  type SitesAccess,
} from '../access/index.ts';
import { CasebookError, FIRST_SITE, type SiteName, siteOfTicket, spokenName } from '../domain/index.ts';
import {
  countChanges,
  createWebhooks,
  failedSites,
  failureOf,
  fileReading,
  type Intake,
  type JiraAccount,
  type JiraSourceOptions,
  jiraSource,
  type Ledger,
  narrowed,
  positionOf,
  type ReadableSites,
  readCheck,
  readLedger,
  refusedSource,
  refuseOtherSites,
  rememberedSites,
  rememberSite,
  type SiteFailure,
  type SourceFailure,
  scopeOf,
  type TicketSource,
  type Webhooks,
  webhooksOfNoSite,
} from '../ingest/index.ts';
import type { Config } from '../platform/config/index.ts';
import type { InstallationKind } from '../platform/data-folder/index.ts';
import type { Database } from '../platform/database/index.ts';
import type { JobQueue } from '../platform/jobs/index.ts';
import type { Logger, Metrics } from '../platform/telemetry/index.ts';
import type { InTurn } from '../platform/turns/index.ts';
import type { SitePreview, SiteStatus, Status, SyncRequest, TicketSite } from '../server/index.ts';
import { type AskedSite, sitesThatKnow } from './asked-sites.ts';
import { noJira } from './configured.ts';
import { chosenSites, openSites, type Site, siteCalled } from './sites.ts';

export interface JiraParts {
  readonly config: Config;
  readonly kind: InstallationKind;
  readonly demoJira: JiraAccount | null;
  readonly database: Database;
  readonly intake: Intake;
  readonly jobs: JobQueue;
  readonly log: Logger;
  /** Makes the data folder one of tickets. */
  readonly claim: () => Promise<void>;
  /** While it works, nobody writes tickets or index entries. */
  readonly alone: InTurn;
  /** Called when there may be work for the index. */
  readonly onApplied: () => void;
}

/** All Jira sites of an installation, each with its own client, rights and webhooks. */
export interface Jira {
  /** Whether there is any to read from. */
  readonly isConfigured: boolean;
  readonly access: SitesAccess;
  readonly asked: ReturnType<typeof askedOfAll>;
  /** Those of the first site. */
  readonly webhooks: Webhooks;
  webhooksOf(site: string): Pick<Webhooks, 'admit' | 'receive'>;
  /**
   * What the settings name: what of it may be read into this folder, and why the rest may not.
   *
   * @throws CasebookError `jira-not-configured`, `site-not-configured`, `jira-query-refused`, `data-folder-kind`, and
   * `jira-differs` where none may be read.
   */
  readable(wanted?: SyncRequest): Promise<ReadableSites>;
  /** The same as sources; each asks at its end who may see what, and one that may not be read fails with that. */
  sources(wanted?: SyncRequest): Promise<readonly TicketSource[]>;
  preview(wanted: SyncRequest): Promise<readonly SitePreview[]>;
  ledger(site?: string): Promise<Ledger>;
  /** The addresses that the settings name. */
  readonly addresses: readonly string[];
  /** Sites of the settings that may not be read, or whose last reading failed. */
  failing(): Promise<readonly SiteFailure[]>;
  status(): Promise<Pick<Status, 'siteUrl' | 'noSync' | 'failing' | 'jira' | 'ledger' | 'sites'>>;
  siteOf(ticketId: string): TicketSite;
  connections(): Parameters<Metrics['watchJira']>;
  /** Goes on with the webhooks that an earlier process left. */
  resume(): Promise<void>;
  /** Ends the work on webhooks. */
  stop(): Promise<void>;
  /** Breaks off what is being asked. */
  close(): Promise<void>;
}

/**
 * Opens the sites of the settings. Rights that were read of a site count also where the settings name it no longer, and
 * so does its address: its tickets are still here.
 *
 * @throws CasebookError `config-invalid`.
 */
export async function openJira(parts: JiraParts): Promise<Jira> {
  const { config, kind, database, intake, jobs, log, claim, alone, onApplied } = parts;
  const sites = openSites(config, kind, parts.demoJira);
  const remembered = await rememberedSites(database);
  const rights = new Map<SiteName, SiteAccess>();
  const find = (name: SiteName) => sites.find((site) => site.name === name);
  for (const site of new Set([null, ...sites.map(({ name }) => name), ...remembered.keys()])) {
    const isConfigured = find(site) !== undefined;
    const options = { database, site, isConfigured, alone, onRelabelled: onApplied, log };
    rights.set(site, await openSiteAccess(options));
  }
  const rightsOf = (site: SiteName) => rights.get(site) as SiteAccess;
  // The demo's Jira may answer on another port each time; it is the same company.
  const refuseOthers = async (wanted: readonly Site[]) => {
    if (kind === 'real') await refuseOtherSites(database, wanted);
  };
  // What another Jira says of its people says nothing of these tickets.
  const ofThatSite = (site: Site): Pick<SiteAccess, 'refresh' | 'learn'> => {
    const access = rightsOf(site.name);
    return {
      refresh: (jira) => refuseOthers([site]).then(() => access.refresh(jira)),
      learn: (jira, accountId) => refuseOthers([site]).then(() => access.learn(jira, accountId)),
    };
  };
  const asked = new Map(sites.map((site) => [site.name, askedOf(ofThatSite(site), site.client, log)]));
  const urls = new Map([...sites.map(({ name, baseUrl }) => [name, baseUrl] as const), ...remembered]);
  // Links lead to where tickets came from, also while the settings name what is refused.
  for (const site of sites)
    if ((await refusalOf(refuseOthers([site]))) === null) urls.set(site.name, site.baseUrl);

  async function optionsOf({ site, projects }: AskedSite, wanted: SyncRequest): Promise<JiraSourceOptions> {
    const { name, client, baseUrl } = site;
    const { full, maxIssues, sites: _, ...narrowing } = wanted;
    await rememberSite(database, name, baseUrl);
    urls.set(name, baseUrl);
    return {
      ...{ site: name, client, baseUrl, full, maxIssues },
      jql: narrowed(site.jql, { ...narrowing, projects }),
      concurrency: config.JIRA_CONCURRENCY,
      files: fileReading(database, config.JIRA_ATTACHMENT_KB, name),
    };
  }

  async function readable(wanted: SyncRequest = {}): Promise<ReadableSites> {
    if (sites.length === 0) throw noJira(config, kind);
    const allowed: Site[] = [];
    const refused: SourceFailure[] = [];
    for (const site of chosenSites(sites, wanted.sites)) {
      const error = await refusalOf(refuseOthers([site]));
      if (error) refused.push({ site: site.name, error });
      else allowed.push(site);
    }
    if (allowed.length === 0) throw refused[0]?.error;
    const asked = await sitesThatKnow(allowed, wanted.projects, log);
    await claim();
    const options: JiraSourceOptions[] = [];
    for (const each of asked) options.push(await optionsOf(each, wanted));
    return { sites: options, refused };
  }

  const webhooks = new Map<SiteName, Webhooks>();
  for (const name of new Set([null, ...sites.map((site) => site.name)])) {
    const parts = { database, site: name, intake, jobs, log, secrets: find(name)?.secrets ?? [], onApplied };
    const jira = async () => (await readable({ sites: [spokenName(name)] })).sites[0] as JiraSourceOptions;
    webhooks.set(name, createWebhooks({ ...parts, jira }));
  }
  const firstWebhooks = webhooks.get(null) as Webhooks;

  /** Why none of the sites may be read; null where any may. */
  async function refusalOfEach(): Promise<CasebookError | null> {
    const refusals = await Promise.all(sites.map((site) => refusalOf(refuseOthers([site]))));
    return refusals.includes(null) ? null : (refusals[0] ?? null);
  }

  async function failing(): Promise<readonly SiteFailure[]> {
    const failed = await failedSites(database);
    const found: SiteFailure[] = [];
    for (const site of sites) {
      const refusal = await refusalOf(refuseOthers([site]));
      const before = failed.get(site.name);
      if (refusal) {
        const { code, detail } = refusal;
        found.push({ site: spokenName(site.name), code, detail, at: before?.at ?? null });
      } else if (before) found.push(before);
    }
    return found;
  }

  /** What a sync would ask of a site. */
  async function previewOf(options: JiraSourceOptions): Promise<SitePreview> {
    const position = await positionOf(database, scopeOf(options));
    const issues = await countChanges(options, position);
    return { site: spokenName(options.site ?? null), jql: options.jql, issues, error: null };
  }

  async function checkOf(name: SiteName): Promise<Ledger['check']> {
    const site = find(name);
    return site ? readCheck(database, scopeOf(site)) : null;
  }

  async function statusOf(name: string): Promise<SiteStatus> {
    return {
      name,
      url: urls.get(name) ?? '',
      jira: find(name)?.client.health() ?? null,
      ledger: await checkOf(name),
      webhooks: (await webhooks.get(name)?.state()) ?? null,
      access: await rightsOf(name).status(),
    };
  }

  return {
    isConfigured: sites.length > 0,
    access: allSites(rights),
    asked: askedOfAll([...asked.values()]),
    webhooks: firstWebhooks,
    webhooksOf(called) {
      return webhooks.get(siteCalled(called)) ?? webhooksOfNoSite;
    },
    readable,
    async sources(wanted) {
      const { sites: options, refused } = await readable(wanted);
      const sources = options.map((each) => {
        const source = jiraSource(each);
        return asked.get(each.site ?? null)?.beside(source) ?? source;
      });
      return [...refused.map(refusedSource), ...sources];
    },
    async preview(wanted) {
      const { sites: options, refused } = await readable(wanted);
      const previews: SitePreview[] = [];
      const failures = [...refused];
      for (const each of options)
        try {
          previews.push(await previewOf(each));
        } catch (error) {
          failures.push({ site: each.site ?? null, error });
        }
      if (previews.length === 0) throw failures[0]?.error;
      const failed = failures.map(({ site, error }) => ({
        ...{ site: spokenName(site), jql: find(site)?.jql ?? '', issues: null },
        error: failureOf(error),
      }));
      return [...previews, ...failed];
    },
    async ledger(called = FIRST_SITE) {
      const site = called === FIRST_SITE ? find(null) : chosenSites(sites, [called])[0];
      return site ? readLedger(database, scopeOf(site)) : { check: null, days: [] };
    },
    addresses: sites.map(({ baseUrl }) => baseUrl),
    failing,
    async status() {
      const further = [...rights.keys()].filter((name) => name !== null);
      return {
        siteUrl: urls.get(null) ?? null,
        noSync: sites.length > 0 ? await refusalOfEach() : noJira(config, kind),
        failing: await failing(),
        jira: find(null)?.client.health() ?? null,
        ledger: await checkOf(null),
        sites: await Promise.all(further.map(statusOf)),
      };
    },
    siteOf(ticketId) {
      const site = siteOfTicket(ticketId);
      // All there are: `null` is always among them.
      return { name: rights.size > 1 ? spokenName(site) : null, url: urls.get(site) ?? null };
    },
    connections: () => [
      find(null)?.client.health ?? null,
      new Map(sites.flatMap(({ name, client }) => (name === null ? [] : [[name, client.health]]))),
    ],
    async resume() {
      for (const each of webhooks.values()) await each.resume();
    },
    async stop() {
      await Promise.all([...webhooks.values()].map((each) => each.stop()));
    },
    async close() {
      await Promise.all(sites.map(({ client }) => client.close()));
    },
  };
}

/** Why addresses may not be those of sites; null where they may. */
async function refusalOf(asked: Promise<void>): Promise<CasebookError | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof CasebookError && error.code === 'jira-differs') return error;
    throw error;
  }
}
