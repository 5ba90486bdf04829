import { writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type Application, openApplication } from '../../src/app/index.ts';
import { type Connection, inProcess } from '../../src/client/index.ts';
import { demoCredentials } from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { type Database, readDatabase } from '../../src/platform/database/index.ts';
import { SECRET } from './webhooks.ts';
import type { World } from './world.ts';

export interface Run {
  readonly state: 'running' | 'succeeded' | 'failed' | 'interrupted';
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly received: number;
}

export interface Check {
  readonly found: Readonly<Record<'missing' | 'stale' | 'extra', number>>;
  readonly total: Readonly<Record<string, number>>;
  readonly named: readonly { readonly kind: string; readonly id: string; readonly key: string }[];
}

export interface Reader {
  /** Empty: of nobody. */
  readonly accountId: string;
  /** Asks as this one. */
  ask(url: string): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** A Casebook in this process that can be started again, on one data folder. */
export interface Product {
  readonly folder: string;
  readonly api: Connection;
  /** Users of it who are these accounts in Jira. */
  readonly readers: readonly Reader[];
  /** Hands it a webhook of a site, and gives the status of its answer; throws while it is not there. */
  tell(site: SiteName, headers: IncomingHttpHeaders, body: Buffer): Promise<number>;
  /** Whether nothing that webhooks of a site told of waits to be fetched. */
  hasTaken(site: SiteName): Promise<boolean>;
  /** Waits until that is so, and all is indexed; whether it came to be. */
  takes(site: SiteName): Promise<boolean>;
  /** Reads from Jira to the end, whatever that is, and until all is indexed. */
  sync(request?: Readonly<Record<string, unknown>>): Promise<Run>;
  /** The same by a comparison with Jira. */
  verify(request?: Readonly<Record<string, unknown>>): Promise<Run>;
  /** What the newest comparison with a site found; null where none came to its end yet. */
  check(site: SiteName): Promise<Check | null>;
  /** Tries again what was refused for its key, until no more of it comes in; whether any did. */
  redriveTakenKeys(): Promise<boolean>;
  importLines(lines: readonly string[]): Promise<void>;
  /** Reads the database beside the product. */
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Ends it, does something with the folder, and starts it again. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Progress {
  readonly run: Run;
  readonly webhooks: { readonly waiting: number };
  readonly indexing: { readonly waiting: number };
  readonly sites: readonly { readonly name: string; readonly webhooks: { readonly waiting: number } }[];
}

type SiteName = World['site'];

interface Redriven {
  readonly accepted: number;
  readonly next: number | null;
}

const PASSWORD = 'correct horse battery staple';

/** By the clock, whatever was done to timers. Twice what a job waits at most before it is tried again. */
const PATIENCE_MS = 20_000;

/** What the product takes its further sites from. */
export function writeSites(file: string, further: readonly World[]): void {
  const { email, apiToken: apiKey } = demoCredentials;
  const sites = further.map(({ site, jira }) => ({
    ...{ name: site, baseUrl: jira.url, email, apiKey },
    webhookSecret: SECRET,
  }));
  writeFileSync(file, JSON.stringify(sites));
}

/** @param accounts for whom it has users. */
export async function openProduct(
  folder: string,
  jira: { readonly baseUrl: string; readonly sitesFile: string },
  accounts: readonly string[],
): Promise<Product> {
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_LOG_LEVEL: 'silent',
    CASEBOOK_PORT: '0',
    CASEBOOK_RATE_LIMIT: '1000000',
    CASEBOOK_JIRA_WEBHOOK_SECRET: SECRET,
    JIRA_BASE_URL: jira.baseUrl,
    JIRA_SITES_FILE: jira.sitesFile,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
  });
  let application: Application | null = null;
  const open = async () => {
    application = await openApplication(config, 'real');
    return inProcess(application);
  };
  let api = await open();
  const close = async () => {
    application = null;
    await api.close();
  };
  const present = (): Application => {
    if (!application) throw new Error('there is no product now');
    return application;
  };

  async function addReader(accountId: string, at: number): Promise<Reader> {
    const login = `reader${at}`;
    await api.post('/api/users', { login, role: 'reader', password: PASSWORD });
    if (accountId !== '') await api.patch(`/api/users/${login}`, { jiraAccountId: accountId });
    const wanted = { user: login, name: login, scope: 'read', days: 1 };
    const { key } = (await api.post('/api/keys', wanted)) as { key: string };
    const headers = { host: 'localhost', authorization: `Bearer ${key}` };
    return {
      accountId,
      async ask(url) {
        const answer = await present().server.inject({ method: 'GET', url, headers });
        return { status: answer.statusCode, body: answer.json() };
      },
    };
  }

  await api.post('/api/users', { login: 'operator', role: 'operator', password: PASSWORD });
  const readers: Reader[] = [];
  for (const [at, accountId] of accounts.entries()) readers.push(await addReader(accountId, at));

  const progress = async () => (await api.get('/api/sync')) as Pick<Progress, 'run' | 'indexing'>;
  const waiting = async (site: SiteName) => {
    const { webhooks, sites, indexing } = (await api.get('/api/status')) as Progress;
    const own = site === null ? webhooks : sites.find(({ name }) => name === site)?.webhooks;
    if (!own) throw new Error(`the product knows no site ${site}`);
    return { webhooks: own.waiting, index: indexing.waiting };
  };

  async function settled(): Promise<Run> {
    for (;;) {
      const { run, indexing } = await progress();
      if (run?.state !== 'running' && indexing.waiting === 0) return run;
      await setTimeout(100);
    }
  }

  return {
    folder,
    get api() {
      return api;
    },
    readers,
    async tell(site, headers, body) {
      const [url, method] = [`/webhooks/jira${site === null ? '' : `/${site}`}`, 'POST'] as const;
      const { statusCode } = await present().server.inject({ url, method, headers, body });
      return statusCode;
    },
    async hasTaken(site) {
      return (await waiting(site)).webhooks === 0;
    },
    async takes(site) {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(100)) {
        const { webhooks, index } = await waiting(site);
        if (webhooks + index === 0) return true;
      }
      return false;
    },
    async sync(request = {}) {
      await api.post('/api/sync', request);
      return settled();
    },
    async verify(request = {}) {
      await api.post('/api/sync/verify', request);
      return settled();
    },
    async check(site) {
      const path = `/api/sync/ledger${site === null ? '' : `?site=${site}`}`;
      return ((await api.get(path)) as { check: Check | null }).check;
    },
    async redriveTakenKeys() {
      for (let any = false; ; any = true) {
        let accepted = 0;
        for (let after: number | null = 0; after !== null; ) {
          const wanted: object = { rule: 'key-taken', after };
          const answer = (await api.post('/api/dead-letters/redrive', wanted)) as Redriven;
          accepted += answer.accepted;
          after = answer.next;
        }
        if (accepted === 0) return any;
        await settled();
      }
    },
    async importLines(lines) {
      await api.upload('/api/import', Readable.from([Buffer.from(lines.join('\n'))]));
      await settled();
    },
    read: (work) => readDatabase(join(folder, 'casebook.sqlite'), work),
    async restart(meanwhile = async () => {}) {
      await close();
      await meanwhile();
      api = await open();
      await settled();
    },
    close,
  };
}
