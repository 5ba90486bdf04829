import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import { asDiskFull } from './disk-full.ts';

/** Demo data and real data never share a folder. */
export type InstallationKind = 'demo' | 'real';

/** What a folder remembers of its installation from the day that it is claimed. */
export interface InstallationFacts {
  /** Of a demo: the day (UTC, `YYYY-MM-DD`) at whose beginning the company's calendar ends. */
  readonly until?: string | undefined;
}

/** A data folder that this process alone may write. */
export interface DataFolder extends Disposable {
  readonly path: string;
  readonly database: string;
  readonly lake: string;
  /** For embedding models that do not come with Casebook; made by whoever puts the first one there. */
  readonly models: string;
  /** For what makes the search index open quickly, and can be made again at any time. */
  readonly snapshots: string;
  /** For a database that is thrown away after use: empty whenever the folder is opened. */
  readonly scratch: string;
  /** Names the installation that lives here, and its database with it; null before the first data go in. */
  readonly id: string | null;
  /** Marks the folder as holding this kind of installation from now on: called before the first data go in. */
  claim(facts?: InstallationFacts): void;
  /**
   * Tells other processes of this machine how to reach the server that holds the folder; gone when it stops. `command`
   * where it is no server for good, but a command that answers others while it works, such as `casebook sync`.
   */
  announceServer(url: string, command?: string): void;
  /** Known to whoever may read the folder: made anew for each process that opens it. */
  readonly secret: string;
  /** Names this process to whoever asks whether it is the announced one; no secret, but nobody can guess it. */
  readonly instance: string;
}

const serverSchema = z.object({
  url: z.url(),
  secret: z.string(),
  instance: z.string(),
  command: z.string().optional(),
});
export type AnnouncedServer = z.infer<typeof serverSchema>;

/** Folders of the first version have no id yet; they get one with the next sync. */
const installationSchema = z.object({
  kind: z.enum(['demo', 'real']),
  id: z.uuid().optional(),
  until: z.iso.date().optional(),
});

export const installationFile = (path: string) => join(path, 'installation.json');
const serverFile = (path: string) => join(path, 'server.json');
export const scratchFile = (path: string) => join(path, 'scratch.sqlite');
export const lockFile = (path: string) => join(path, 'lock');

/** How long an opening waits for a process that is just letting go. */
const LOCK_PATIENCE_MS = 500;
/** SQLite's result codes for a lock that another holds: SQLITE_BUSY and SQLITE_LOCKED. */
const HELD_BY_ANOTHER = [5, 6];

/**
 * Opens a data folder for writing, making it (mode 0700) where it does not exist. A folder that is there keeps its
 * mode, because it may be somebody's home or hold other things; what is made inside is for the owner alone.
 *
 * The lock is an SQLite transaction held open on a file of its own: the operating system lets go of it when the
 * process ends in whatever way, so no stale lock can remain.
 *
 * @throws CasebookError `data-folder-busy` while another process holds it, `data-folder-kind` where the folder holds
 * data of the other kind of installation, `data-folder-unusable` where it is no folder or may not be written.
 */
export function openDataFolder(folder: string, kind: InstallationKind): DataFolder {
  const path = resolve(folder);
  const [database, lake, scratch] = [databaseFile(path), lakeFolder(path), scratchFile(path)];
  usable(path, () => {
    makeFolders(path);
    makePrivateFile(lockFile(path));
  });
  const lock = acquireLock(path);
  try {
    const existing = installationKind(path);
    if (existing && existing !== kind) {
      throw new CasebookError(
        'data-folder-kind',
        `${path} holds a ${existing} installation, and ${kind} data was to go there.`,
      );
    }
    usable(path, () => {
      rmSync(serverFile(path), { force: true });
      for (const file of [scratch, `${scratch}-wal`, `${scratch}-shm`]) rmSync(file, { force: true });
      // SQLite gives its journals the mode of the database.
      makePrivateFile(database);
      makePrivateFile(scratch);
      makeFolders(lake);
      makeFolders(snapshotFolder(path));
    });
  } catch (error) {
    lock.close();
    throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  const instance = randomUUID();
  return {
    path,
    secret,
    instance,
    database,
    lake,
    models: modelsFolder(path),
    snapshots: snapshotFolder(path),
    scratch,
    get id() {
      return installationOf(path)?.id ?? null;
    },
    claim(facts = {}) {
      const known = { id: randomUUID(), ...facts, ...installationOf(path) };
      writeFileSync(installationFile(path), `${JSON.stringify({ ...known, kind })}\n`, { mode: 0o600 });
    },
    announceServer(url, command) {
      // A file that somebody else put there would keep their mode: it goes first, and `wx` makes a new one or none.
      rmSync(serverFile(path), { force: true });
      const announced = { url, secret, instance, command, pid: process.pid };
      writeFileSync(serverFile(path), `${JSON.stringify(announced)}\n`, { mode: 0o600, flag: 'wx' });
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

/** The folder of the lake, whether or not it is there. */
export function lakeFolder(folder: string): string {
  return join(resolve(folder), 'lake');
}

/** The file of the settings that belong to a folder, whether or not it is there. */
export function settingsFile(folder: string): string {
  return join(resolve(folder), 'casebook.env');
}

/**
 * Whether a folder can be taken for one of Casebook's: something of ours lies in it, or nothing at all.
 *
 * @throws CasebookError `data-folder-unusable` where it is no folder or may not be read.
 */
export function mayBeDataFolder(folder: string): boolean {
  const path = resolve(folder);
  if (!existsSync(path)) return false;
  const ours = [databaseFile, lakeFolder, installationFile, serverFile, settingsFile];
  if (ours.some((partOf) => existsSync(partOf(path)))) return true;
  return usable(path, () => readdirSync(path)).length === 0;
}

/** The folder of embedding models, whether or not it is there. */
export function modelsFolder(folder: string): string {
  return join(resolve(folder), 'models');
}

/** The folder of snapshots of the search index, whether or not it is there. */
export function snapshotFolder(folder: string): string {
  return join(resolve(folder), 'index');
}

/**
 * Makes a folder, and those it lies in, for the owner alone. Not by Node's own recursion, which never returns where
 * the system refuses a new folder with ENOENT below one that is there, as /proc does.
 */
export function makeFolders(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) makeFolders(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

/** Which kind of installation the folder holds; null where it holds none yet. */
export function installationKind(folder: string): InstallationKind | null {
  return installationOf(folder)?.kind ?? null;
}

/**
 * The server that announced itself in this folder; null where none did, or where it died: an announcement that is
 * left behind says nothing about who listens at its address now, and the lock of a dead process is free.
 */
export function announcedServer(folder: string): AnnouncedServer | null {
  const path = resolve(folder);
  const file = serverFile(path);
  if (!existsSync(file) || !isHeld(path)) return null;
  const parsed = serverSchema.safeParse(parseJson(usable(path, () => readFileSync(file, 'utf8'))));
  return parsed.success ? parsed.data : null;
}

/** What the folder says about its installation; null where it holds none yet. */
export function installationOf(folder: string): z.infer<typeof installationSchema> | null {
  const file = installationFile(folder);
  if (!existsSync(file)) return null;
  const parsed = installationSchema.safeParse(parseJson(usable(folder, () => readFileSync(file, 'utf8'))));
  if (!parsed.success) throw new CasebookError('data-unreadable', file);
  return parsed.data;
}

/** Whether a process holds the folder. Asking takes a reader's lock for a moment: two who ask do not see each other. */
function isHeld(path: string): boolean {
  if (!existsSync(lockFile(path))) return false;
  return usingLock(path, { readOnly: true, timeout: 0 }, (lock) => {
    try {
      lock.exec('SELECT count(*) FROM sqlite_schema');
      return false;
    } catch (error) {
      if (isHeldByAnother(error)) return true;
      throw error;
    } finally {
      lock.close();
    }
  });
}

/** The folder, and who holds it, as far as that one says so. */
function holderOf(path: string): string {
  const server = announcedServer(path);
  if (!server) return path;
  return server.command
    ? `${path}: \`${server.command}\` works on it.`
    : `${path}: Casebook serves it on ${server.url}.`;
}

function acquireLock(path: string): DatabaseSync {
  return usingLock(path, { timeout: LOCK_PATIENCE_MS }, (lock) => {
    try {
      lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
      return lock;
    } catch (error) {
      lock.close();
      if (isHeldByAnother(error))
        throw new CasebookError('data-folder-busy', holderOf(path), { cause: error });
      throw error;
    }
  });
}

function usingLock<T>(path: string, options: DatabaseSyncOptions, work: (lock: DatabaseSync) => T): T {
  return usable(path, () => work(new DatabaseSync(lockFile(path), options)));
}

function isHeldByAnother(error: unknown): boolean {
  // The low byte is the result code; the rest tells its cases apart.
  return HELD_BY_ANOTHER.includes(((error as { errcode?: number }).errcode ?? 0) & 0xff);
}

/**
 * Makes an empty file for the owner alone where there is none. One that is there is not even opened: closing it would
 * let go of every lock that this process holds on it.
 */
function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: 'a file is where a folder should be',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'it is on a file system that cannot be written',
};

/** What the system or SQLite says about the folder, as an error that names the place. */
function usable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CasebookError) throw error;
    const { code, path: place, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_SQLITE_ERROR')
      throw new CasebookError('data-folder-unusable', `${lockFile(path)}: ${message}.`, { cause: error });
    const full = asDiskFull(error, place ?? path);
    if (full instanceof CasebookError) throw full;
    const reason = REASONS[code ?? ''] ?? message;
    throw new CasebookError('data-folder-unusable', `${place ?? path}: ${reason}.`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
