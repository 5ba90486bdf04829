import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type Application, openApplication } from '../../src/app/index.ts';
import { type Connection, inProcess } from '../../src/client/index.ts';
import type { DemoPerson } from '../../src/demo/company/model.ts';
import { demoCredentials } from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { type Database, readDatabase } from '../../src/platform/database/index.ts';
import { SECRET } from './webhooks.ts';

interface Run {
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
  readonly person: DemoPerson;
  /** Asks as this one. */
  ask(url: string): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** A Casebook in this process that can be started again, on one data folder. */
export interface Product {
  readonly folder: string;
  readonly api: Connection;
  /** Users of it who are these persons in Jira. */
  readonly readers: readonly Reader[];
  /** Hands it a webhook, and gives the status of its answer; throws while it is not there. */
  tell(headers: IncomingHttpHeaders, body: Buffer): Promise<number>;
  /** Whether nothing that webhooks told of waits to be fetched. */
  hasTaken(): Promise<boolean>;
  /** Waits until that is so, and all is indexed; whether it came to be. */
  takes(): Promise<boolean>;
  /** Reads from Jira to the end, whatever that is, and until all is indexed. */
  sync(request?: Readonly<Record<string, unknown>>): Promise<Run>;
  /** The same by a comparison with Jira. `check` is null where none came to its end yet. */
  verify(request?: Readonly<Record<string, unknown>>): Promise<{ run: Run; check: Check | null }>;
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
}

const PASSWORD = 'correct horse battery staple';

/** By the clock, whatever was done to timers. Twice what a job waits at most before it is tried again. */
const PATIENCE_MS = 20_000;

/** @param persons for whom it has users. */
export async function openProduct(
  folder: string,
  jiraUrl: string,
  persons: readonly DemoPerson[],
): Promise<Product> {
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_LOG_LEVEL: 'silent',
    CASEBOOK_PORT: '0',
    CASEBOOK_RATE_LIMIT: '1000000',
    CASEBOOK_JIRA_WEBHOOK_SECRET: SECRET,
    JIRA_BASE_URL: jiraUrl,
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

  async function addReader(person: DemoPerson, at: number): Promise<Reader> {
    const login = `reader${at}`;
    await api.post('/api/users', { login, role: 'reader', password: PASSWORD });
    if (person.accountId !== '') await api.patch(`/api/users/${login}`, { jiraAccountId: person.accountId });
    const wanted = { user: login, name: login, scope: 'read', days: 1 };
    const { key } = (await api.post('/api/keys', wanted)) as { key: string };
    const headers = { host: 'localhost', authorization: `Bearer ${key}` };
    return {
      person,
      async ask(url) {
        const answer = await present().server.inject({ method: 'GET', url, headers });
        return { status: answer.statusCode, body: answer.json() };
      },
    };
  }

  await api.post('/api/users', { login: 'operator', role: 'operator', password: PASSWORD });
  const readers: Reader[] = [];
  for (const [at, person] of persons.entries()) readers.push(await addReader(person, at));

  const progress = async () => (await api.get('/api/sync')) as Progress;

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
    async tell(headers, body) {
      const [url, method] = ['/webhooks/jira', 'POST'] as const;
      const { statusCode } = await present().server.inject({ url, method, headers, body });
      return statusCode;
    },
    async hasTaken() {
      return (await progress()).webhooks.waiting === 0;
    },
    async takes() {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(100)) {
        const { webhooks, indexing } = await progress();
        if (webhooks.waiting + indexing.waiting === 0) return true;
      }
      return false;
    },
    async sync(request = {}) {
      await api.post('/api/sync', request);
      return settled();
    },
    async verify(request = {}) {
      await api.post('/api/sync/verify', request);
      const run = await settled();
      const { check } = (await api.get('/api/sync/ledger')) as { check: Check | null };
      return { run, check };
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
