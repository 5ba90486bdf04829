import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';

/** Demo data and real data never share a folder. */
export type InstallationKind = 'demo' | 'real';

/** A data folder that this process alone may write. */
export interface DataFolder extends Disposable {
  readonly path: string;
  readonly database: string;
  readonly lake: string;
  /** Names the installation that lives here, and its database with it; null before the first data go in. */
  readonly id: string | null;
  /** Marks the folder as holding this kind of installation from now on: called before the first data go in. */
  claim(): void;
  /** Tells other processes of this machine how to reach the server that holds the folder; gone when it stops. */
  announceServer(url: string): void;
  /** Known to whoever may read the folder: made anew for each process that opens it. */
  readonly secret: string;
}

const serverSchema = z.object({ url: z.url(), secret: z.string() });
export type AnnouncedServer = z.infer<typeof serverSchema>;

/** Folders of the first version have no id yet; they get one with the next sync. */
const installationSchema = z.object({ kind: z.enum(['demo', 'real']), id: z.uuid().optional() });

const installationFile = (path: string) => join(path, 'installation.json');
const serverFile = (path: string) => join(path, 'server.json');

/**
 * Opens a data folder for writing, making it (mode 0700) where it does not exist.
 *
 * The lock is an SQLite transaction held open on a file of its own: the operating system lets go of it when the
 * process ends in whatever way, so no stale lock can remain.
 *
 * @throws CasebookError `data-folder-busy` while another process holds it, `data-folder-kind` where the folder holds
 * data of the other kind of installation.
 */
export function openDataFolder(folder: string, kind: InstallationKind): DataFolder {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const lock = acquireLock(path);
  try {
    const existing = installationKind(path);
    if (existing && existing !== kind) {
      throw new CasebookError(
        'data-folder-kind',
        `${path} holds a ${existing} installation, and ${kind} data was to go there.`,
      );
    }
    rmSync(serverFile(path), { force: true });
  } catch (error) {
    lock.close();
    throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  return {
    path,
    secret,
    database: databaseFile(path),
    lake: join(path, 'lake'),
    get id() {
      return readInstallation(path)?.id ?? null;
    },
    claim() {
      const id = readInstallation(path)?.id ?? randomUUID();
      writeFileSync(installationFile(path), `${JSON.stringify({ kind, id })}\n`);
    },
    announceServer(url) {
      writeFileSync(serverFile(path), `${JSON.stringify({ url, secret, pid: process.pid })}\n`, {
        mode: 0o600,
      });
    },
    [Symbol.dispose]() {
      rmSync(serverFile(path), { force: true });
      lock.close();
    },
  };
}

/** The SQLite file of a folder, whether or not it is there. */
export function databaseFile(folder: string): string {
  return join(resolve(folder), 'casebook.sqlite');
}

/** Which kind of installation the folder holds; null where it holds none yet. */
export function installationKind(folder: string): InstallationKind | null {
  return readInstallation(folder)?.kind ?? null;
}

/** The server that announced itself in this folder, which may have died since; null where none did. */
export function announcedServer(folder: string): AnnouncedServer | null {
  const file = serverFile(resolve(folder));
  if (!existsSync(file)) return null;
  const parsed = serverSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

function readInstallation(folder: string): z.infer<typeof installationSchema> | null {
  const file = installationFile(folder);
  if (!existsSync(file)) return null;
  const parsed = installationSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new CasebookError('data-unreadable', file);
  return parsed.data;
}

function acquireLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 500 });
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw new CasebookError('data-folder-busy', path, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
