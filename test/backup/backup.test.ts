import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BackupParts,
  checkBackup,
  makeBackup,
  restoreBackup,
  unlistedFiles,
} from '../../src/backup/index.ts';
import { sealed } from '../../src/backup/manifest.ts';
import { copyLake, removals } from '../../src/ingest/index.ts';
import { isAdaptedModelFile } from '../../src/knowledge/index.ts';
import { databaseFile, lakeFolder, openDataFolder } from '../../src/platform/data-folder/index.ts';
import { filesWith, openErasure } from '../support/erasure.ts';
import { balance, type OpenIntake, openIntake } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Installation {
  readonly folder: string;
  readonly take: (...numbers: number[]) => Promise<unknown>;
}

/** An installation with two tickets, open for writing as a running server has it. */
async function running(): Promise<Installation> {
  const folder = temporaryFolder();
  claim(folder);
  const open = await openIntake(folder);
  const take = (...numbers: number[]) =>
    open.intake.take(
      open.runId,
      numbers.map((number) => record(issue(number))),
    );
  await take(1, 2);
  return { folder, take };
}

function claim(folder: string): void {
  using held = openDataFolder(folder, 'real');
  held.claim();
}

const partsOf = (folder: string): BackupParts => ({
  dataFolder: folder,
  database: databaseFile(folder),
  version: '1.2.3',
  copyLake,
  isOwnModel: isAdaptedModelFile,
  removals,
  signal: new AbortController().signal,
});

async function keysIn({ database }: OpenIntake): Promise<string[]> {
  const rows = await database.selectFrom('tickets').select('key').orderBy('key').execute();
  return rows.map(({ key }) => key);
}

const nothingProved = async () => null;
const restore = (
  backup: string,
  place: string,
  prove: (folder: string) => Promise<unknown>,
  signal = new AbortController().signal,
) => restoreBackup(backup, place, prove, signal);
const free = () => join(temporaryFolder(), 'place');

describe('a backup', () => {
  test('of a running installation is what it was then, whatever comes in later', async () => {
    const { folder, take } = await running();
    const [backup, place] = [free(), free()];
    const manifest = await makeBackup(partsOf(folder), backup);
    await take(3);
    expect(manifest).toMatchObject({ version: '1.2.3', installation: { kind: 'real' }, format: 1 });
    await restore(backup, place, nothingProved);
    const restored = await openIntake(place);
    expect(await keysIn(restored)).toEqual(['PAY-1', 'PAY-2']);
    const installation = (at: string) => JSON.parse(readFileSync(join(at, 'installation.json'), 'utf8'));
    expect(installation(place)).toEqual(installation(folder));
  });

  test('whose lake is newer than its database, because a sync went on, is made up for when it is opened', async () => {
    const { folder, take } = await running();
    const backup = free();
    const parts = {
      ...partsOf(folder),
      copyLake: async (...given: Parameters<BackupParts['copyLake']>) => {
        await take(3, 4);
        return copyLake(...given);
      },
    };
    await makeBackup(parts, backup);
    await restore(backup, free(), async (place) => {
      const restored = await openIntake(place);
      expect(await keysIn(restored)).toEqual(['PAY-1', 'PAY-2']);
      expect(await restored.intake.recover()).toBe(2);
      expect(await keysIn(restored)).toEqual(['PAY-1', 'PAY-2', 'PAY-3', 'PAY-4']);
      const { received, disposed } = await balance(restored);
      expect(received).toBe(disposed);
    });
  });

  test('made in the middle of a line of the lake is opened as after a crash', async () => {
    const { folder } = await running();
    const [segment = ''] = readdirSync(lakeFolder(folder)).filter((name) => name.endsWith('.jsonl'));
    const backup = free();
    appendFileSync(join(lakeFolder(folder), segment), '{"seq":3,"source":"ji');
    await makeBackup(partsOf(folder), backup);
    await restore(backup, free(), async (place) => {
      const restored = await openIntake(place);
      expect(restored.lake.lastSeq).toBe(2);
      expect(await restored.intake.recover()).toBe(0);
    });
  });

  test('across an erasure begins again, and is of one piece', async () => {
    const open = await openErasure(temporaryFolder());
    claim(open.folder);
    await open.intake.take(open.runId, [record(issue(1)), record(issue(2, { summary: 'Zwetschge' }))]);
    const backup = free();
    let copies = 0;
    const parts = {
      ...partsOf(open.folder),
      copyLake: async (...given: Parameters<BackupParts['copyLake']>) => {
        copies += 1;
        if (copies === 1) await open.erasure.erase({ kind: 'ticket', key: 'PAY-2' });
        return copyLake(...given);
      },
    };
    await makeBackup(parts, backup);
    expect(copies).toBe(2);
    expect(filesWith(backup, 'Zwetschge')).toEqual([]);
    await checkBackup(backup);
  });

  test('is refused while an erasure is in hand, or where the lake is rewritten again and again', async () => {
    const { folder } = await running();
    const parent = temporaryFolder();
    const answers = (...given: Awaited<ReturnType<BackupParts['removals']>>[]) => ({
      ...partsOf(folder),
      removals: async () => given.shift() ?? { rewrites: Math.random(), erasing: false },
    });
    for (const parts of [answers({ rewrites: 0, erasing: true }), answers()])
      await expect(makeBackup(parts, join(parent, 'backup'))).rejects.toMatchObject({
        code: 'backup-disturbed',
      });
    expect(readdirSync(parent)).toEqual([]);
  });

  test('is made and restored beside what killed ones left', async () => {
    const { folder } = await running();
    const parent = temporaryFolder();
    for (const name of ['backup', 'place']) {
      mkdirSync(join(parent, `.${name}.killed.part`));
      writeFileSync(join(parent, `.${name}.killed.part`, 'casebook.sqlite'), 'half');
    }
    await makeBackup(partsOf(folder), join(parent, 'backup'));
    await restore(join(parent, 'backup'), join(parent, 'place'), nothingProved);
    expect(existsSync(databaseFile(join(parent, 'place')))).toBe(true);
  });

  test('is for its owner alone', async () => {
    const { folder } = await running();
    const backup = free();
    const { files } = await makeBackup(partsOf(folder), backup);
    const modes = [backup, join(backup, 'lake'), ...files.map(({ name }) => join(backup, name))].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(new Set(modes)).toEqual(new Set([0o700, 0o600]));
  });

  test('leaves nothing behind where it fails half way', async () => {
    const { folder } = await running();
    const place = temporaryFolder();
    const failing = { ...partsOf(folder), copyLake: () => Promise.reject(new Error('disk on fire')) };
    await expect(makeBackup(failing, join(place, 'backup'))).rejects.toThrow('disk on fire');
    expect(readdirSync(place)).toEqual([]);
  });

  test('that is stopped leaves nothing behind', async () => {
    const { folder } = await running();
    const [parent, stopped] = [temporaryFolder(), AbortSignal.abort(new Error('stopped'))];
    const making = makeBackup({ ...partsOf(folder), signal: stopped }, join(parent, 'backup'));
    await expect(making).rejects.toThrow('stopped');
    const backup = free();
    await makeBackup(partsOf(folder), backup);
    await expect(restore(backup, join(parent, 'place'), nothingProved, stopped)).rejects.toThrow('stopped');
    expect(readdirSync(parent)).toEqual([]);
  });

  test('of nothing, or into what is there, is refused', async () => {
    const { folder } = await running();
    const taken = temporaryFolder();
    writeFileSync(join(taken, 'mine.txt'), '');
    await expect(makeBackup(partsOf(temporaryFolder()), free())).rejects.toMatchObject({
      code: 'backup-nothing',
    });
    await expect(makeBackup(partsOf(folder), taken)).rejects.toMatchObject({ code: 'output-exists' });
    await expect(makeBackup(partsOf(folder), join(taken, 'mine.txt'))).rejects.toMatchObject({
      code: 'output-exists',
    });
  });

  test('of an installation on PostgreSQL that is not told so is refused, with what to set', async () => {
    const folder = temporaryFolder();
    claim(folder);
    await expect(makeBackup(partsOf(folder), free())).rejects.toMatchObject({
      code: 'data-unreadable',
      detail: expect.stringContaining('DATABASE_URL'),
    });
  });

  test('of an installation on PostgreSQL holds the lake, and names the server without its password', async () => {
    const { folder } = await running();
    const backup = free();
    const database = 'postgres://casebook:secret@db.example/rows';
    const manifest = await makeBackup({ ...partsOf(folder), database }, backup);
    expect(manifest.database).toEqual({ kind: 'postgresql', place: 'postgresql://db.example/rows' });
    expect(existsSync(join(backup, 'casebook.sqlite'))).toBe(false);
    expect(manifest.files.some(({ name }) => name.startsWith('lake/'))).toBe(true);
    expect(readFileSync(join(backup, 'manifest.json'), 'utf8')).not.toContain('secret');
    await checkBackup(backup);
  });
});

describe('what is wrong with a backup is found before anything is put in place', () => {
  async function made(): Promise<string> {
    const { folder } = await running();
    const backup = free();
    await makeBackup(partsOf(folder), backup);
    return backup;
  }

  const files = ['casebook.sqlite', 'installation.json', 'lake/000000000001.jsonl'];

  test.each([...files, 'manifest.json'])('a changed byte anywhere in %s', async (name) => {
    const backup = await made();
    const file = join(backup, name);
    const sound = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Buffer.from(sound);
        damaged[at] = (damaged[at] as number) ^ flip;
        writeFileSync(file, damaged);
        await expect(checkBackup(backup)).rejects.toMatchObject({
          code: 'backup-damaged',
          detail: expect.stringContaining(name),
        });
      }),
      { numRuns: 20 },
    );
    writeFileSync(file, sound);
    await checkBackup(backup);
  });

  test.each([...files, 'manifest.json'])('%s missing', async (name) => {
    const [backup, place] = [await made(), free()];
    rmSync(join(backup, name));
    await expect(restore(backup, place, nothingProved)).rejects.toMatchObject({
      code: name === 'manifest.json' ? 'backup-missing' : 'backup-damaged',
      detail: expect.stringContaining(name),
    });
    expect(existsSync(place)).toBe(false);
  });

  test.each<[string, (manifest: Record<string, unknown>) => void, string]>([
    [
      'a name that leads out of it',
      (m) => (m.files as unknown[]).push({ name: '../x', bytes: 0, sha256: '0'.repeat(64) }),
      'backup-damaged',
    ],
    ['a list that lacks the database', (m) => (m.files as unknown[]).shift(), 'backup-damaged'],
    ['another kind', (m) => Object.assign(m.installation as object, { kind: 'demo' }), 'backup-damaged'],
    ['another id', (m) => Object.assign(m.installation as object, { id: randomUUID() }), 'backup-damaged'],
    ['a format of later versions', (m) => Object.assign(m, { format: 2 }), 'backup-newer'],
    [
      'a schema of later versions',
      (m) => (m.database as { migrations: string[] }).migrations.push('9999-later'),
      'backup-newer',
    ],
  ])('%s', async (_, change, code) => {
    const [backup, place] = [await made(), free()];
    const file = join(backup, 'manifest.json');
    const { sha256: _seal, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
    change(manifest);
    writeFileSync(file, sealed(manifest));
    await expect(restore(backup, place, nothingProved)).rejects.toMatchObject({ code });
    expect(existsSync(place)).toBe(false);
  });

  test('but files that are not of it are named, and not restored', async () => {
    const [backup, place] = [await made(), free()];
    writeFileSync(join(backup, 'lake', 'mine.txt'), 'mine');
    expect(await unlistedFiles(backup, await checkBackup(backup))).toEqual(['lake/mine.txt']);
    await restore(backup, place, nothingProved);
    expect(existsSync(join(place, 'lake', 'mine.txt'))).toBe(false);
  });

  test('a copy that does not work', async () => {
    const [backup, parent] = [await made(), temporaryFolder()];
    const broken = () => Promise.reject(new Error('does not open'));
    await expect(restore(backup, join(parent, 'place'), broken)).rejects.toThrow('does not open');
    expect(readdirSync(parent)).toEqual([]);
  });

  test('a place that is taken; an empty folder is none', async () => {
    const [backup, taken, empty] = [await made(), temporaryFolder(), temporaryFolder()];
    writeFileSync(join(taken, 'mine.txt'), 'mine');
    await expect(restore(backup, taken, nothingProved)).rejects.toMatchObject({
      code: 'output-exists',
    });
    expect(readFileSync(join(taken, 'mine.txt'), 'utf8')).toBe('mine');
    await restore(backup, empty, nothingProved);
    expect(existsSync(databaseFile(empty))).toBe(true);
  });
});
