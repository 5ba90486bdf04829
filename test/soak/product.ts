import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { openApplication } from '../../src/app/index.ts';
import { type Connection, inProcess } from '../../src/cli/connection.ts';
import { demoCredentials } from '../../src/demo/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { type Database, readDatabase } from '../../src/platform/database/index.ts';

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

/** A Casebook in this process that can be started again, on one data folder. */
export interface Product {
  readonly folder: string;
  readonly api: Connection;
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
  readonly indexing: { readonly waiting: number };
}

export async function openProduct(folder: string, jiraUrl: string): Promise<Product> {
  const { config } = loadConfig({
    CASEBOOK_DATA_DIR: folder,
    CASEBOOK_LOG_LEVEL: 'silent',
    CASEBOOK_PORT: '0',
    CASEBOOK_RATE_LIMIT: '1000000',
    JIRA_BASE_URL: jiraUrl,
    JIRA_EMAIL: demoCredentials.email,
    JIRA_API_KEY: demoCredentials.apiToken,
  });
  const open = async () => inProcess(await openApplication(config, 'real'));
  let api = await open();

  async function settled(): Promise<Run> {
    for (;;) {
      const { run, indexing } = (await api.get('/api/sync')) as Progress;
      if (run?.state !== 'running' && indexing.waiting === 0) return run;
      await setTimeout(100);
    }
  }

  return {
    folder,
    get api() {
      return api;
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
      await api.close();
      await meanwhile();
      api = await open();
      await settled();
    },
    close: () => api.close(),
  };
}
