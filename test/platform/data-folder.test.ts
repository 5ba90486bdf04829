import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { announcedServer, installationKind, openDataFolder } from '../../src/platform/data-folder/index.ts';
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
  expect(announcedServer(folder)).toEqual({ url: 'http://127.0.0.1:4310', secret: held.secret });
  if (process.platform !== 'win32') {
    expect(statSync(join(folder, 'server.json')).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  }
  held[Symbol.dispose]();
  expect(announcedServer(folder)).toBeNull();
});

test('a damaged kind is reported, not guessed', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'installation.json'), '{"kind":');
  expect(() => openDataFolder(folder, 'real')).toThrow(expect.objectContaining({ code: 'data-unreadable' }));
});
