import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { announcedServer, installationKind, openDataFolder } from '../../src/platform/data-folder/index.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const moduleUrl = new URL('../../src/platform/data-folder/index.ts', import.meta.url).href;

test('a second writer is refused, in this process and in another', () => {
  const folder = temporaryFolder();
  using _held = openDataFolder(folder, 'real');
  expect(() => openDataFolder(folder, 'real')).toThrow(expect.objectContaining({ code: 'data-folder-busy' }));
  const program = `import { openDataFolder } from '${moduleUrl}'; try { openDataFolder('${folder}', 'real') } catch (e) { console.log(e.code) }`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program]).toString().trim()).toBe(
    'data-folder-busy',
  );
});

test('a writer that died leaves no lock behind', () => {
  const folder = temporaryFolder();
  const program = `import { openDataFolder } from '${moduleUrl}'; openDataFolder('${folder}', 'real'); process.kill(process.pid, 'SIGKILL')`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', program])).toThrow();
  using reopened = openDataFolder(folder, 'real');
  expect(reopened.path).toBe(folder);
});

test('demo data and real data never share a folder', () => {
  const folder = temporaryFolder();
  openDataFolder(folder, 'real')[Symbol.dispose]();
  expect(installationKind(folder)).toBeNull();
  const demo = openDataFolder(folder, 'demo');
  demo.claim();
  demo[Symbol.dispose]();
  expect(installationKind(folder)).toBe('demo');
  expect(() => openDataFolder(folder, 'real')).toThrow(expect.objectContaining({ code: 'data-folder-kind' }));
  using again = openDataFolder(folder, 'demo');
  expect(again.path).toBe(folder);
});

test('the server is announced while it holds the folder, to the owner alone', () => {
  const folder = temporaryFolder();
  const held = openDataFolder(folder, 'real');
  held.announceServer('http://127.0.0.1:4310');
  expect(announcedServer(folder)).toEqual({
    url: 'http://127.0.0.1:4310',
    secret: held.secret,
    instance: held.instance,
  });
  held[Symbol.dispose]();
  expect(announcedServer(folder)).toBeNull();
});

test('a damaged kind is reported, not guessed', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'installation.json'), '{"kind":');
  expect(() => openDataFolder(folder, 'real')).toThrow(expect.objectContaining({ code: 'data-unreadable' }));
});

const modeOf = (path: string) => statSync(path).mode & 0o777;

test.skipIf(process.platform === 'win32')('a folder that is made is for its owner alone', () => {
  const folder = join(temporaryFolder(), 'new');
  using _held = openDataFolder(folder, 'real');
  expect(modeOf(folder)).toBe(0o700);
});

test.skipIf(process.platform === 'win32')(
  'a folder that was there keeps its mode, and what is made inside is for the owner alone',
  async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    using held = openDataFolder(folder, 'real');
    held.claim();
    held.announceServer('http://127.0.0.1:4310');
    const database = await openDatabase(held.database);
    onTestFinished(() => database.destroy());
    expect(modeOf(folder)).toBe(0o755);
    const made = readdirSync(folder);
    expect(made).toEqual(
      expect.arrayContaining(['casebook.sqlite', 'casebook.sqlite-wal', 'installation.json', 'lake', 'lock']),
    );
    for (const name of made) expect([name, modeOf(join(folder, name)) & 0o077]).toEqual([name, 0]);
  },
);

test('whoever is refused hears which command holds the folder', () => {
  const folder = temporaryFolder();
  using held = openDataFolder(folder, 'real');
  held.announceServer('http://127.0.0.1:4310', 'casebook sync');
  expect(announcedServer(folder)).toMatchObject({ command: 'casebook sync' });
  expect(() => openDataFolder(folder, 'real')).toThrow(
    expect.objectContaining({
      code: 'data-folder-busy',
      detail: `${folder}: \`casebook sync\` works on it.`,
    }),
  );
});

test('a server that died is not there any more, whatever its announcement says', () => {
  const folder = temporaryFolder();
  const program = `import { openDataFolder } from '${moduleUrl}'; openDataFolder('${folder}', 'real').announceServer('http://127.0.0.1:4310'); process.kill(process.pid, 'SIGKILL')`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', program])).toThrow();
  expect(existsSync(join(folder, 'server.json'))).toBe(true);
  expect(announcedServer(folder)).toBeNull();
});

test.each([
  { what: 'a file', file: 'data', place: 'data' },
  { what: 'below a file', file: 'data', place: 'data/below' },
  { what: 'one with garbage for a lock', file: 'lock', place: '' },
  { what: 'one with a file for a lake', file: 'lake', place: '' },
])('a data folder that is $what cannot be used, and the place is named', ({ file, place }) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), 'garbage '.repeat(1000));
  expect(() => openDataFolder(join(folder, place), 'real')).toThrow(
    expect.objectContaining({ code: 'data-folder-unusable', detail: expect.stringContaining(folder) }),
  );
});

test.skipIf(!existsSync('/proc'))(
  'a folder that the system makes nowhere is named, and not tried for ever',
  () => {
    expect(() => openDataFolder('/proc/casebook/data', 'real')).toThrow(
      expect.objectContaining({
        code: 'data-folder-unusable',
        detail: expect.stringContaining('/proc/casebook'),
      }),
    );
  },
);

test('folders on the way to a data folder are made, for the owner alone', () => {
  const folder = temporaryFolder();
  openDataFolder(join(folder, 'a', 'b'), 'real')[Symbol.dispose]();
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
});
