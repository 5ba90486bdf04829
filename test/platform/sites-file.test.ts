import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSites } from '../../src/platform/config/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = 'https://first.example';
const TOKEN = 'hunter2-hunter2-hunter2';
const us = { name: 'us', baseUrl: 'https://us.example/', email: 'ann@example.com', apiKey: TOKEN };

function read(content: unknown): ReturnType<typeof readSites> {
  const file = join(temporaryFolder(), 'sites.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readSites(file, FIRST);
}

test('a file names sites, whole', () => {
  const eu = {
    ...us,
    name: 'eu-2',
    baseUrl: 'https://eu.example',
    jql: 'project = A',
    webhookSecret: 'x'.repeat(16),
  };
  expect(read([us, eu])).toEqual([{ ...us, baseUrl: 'https://us.example', jql: '' }, eu]);
  expect(read([])).toEqual([]);
});

test('a byte order mark before it is none of it', () => {
  expect(read(`\uFEFF${JSON.stringify([us])}`)).toHaveLength(1);
});

test('what is no file of a reasonable size is refused, and not waited for', () => {
  const folder = temporaryFolder();
  const [pipe, large, utf16] = ['pipe', 'large', 'utf16'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  execFileSync('mkfifo', [pipe]);
  writeFileSync(large, `[${' '.repeat(1_000_000)}]`);
  writeFileSync(utf16, Buffer.from('\uFEFF[]', 'utf16le'));
  for (const [file, problem] of [
    [pipe, 'it is no regular file'],
    ['/dev/zero', 'it is no regular file'],
    [folder, 'it is no regular file'],
    [join(folder, 'none'), 'it cannot be read (ENOENT)'],
    [large, 'it is larger than 1 MB'],
    [utf16, 'it is not UTF-8'],
  ] as const)
    expect(() => readSites(file, FIRST), file).toThrow(
      expect.objectContaining({ code: 'config-invalid', detail: `JIRA_SITES_FILE: ${file}: ${problem}.` }),
    );
});

test.each([
  ['{"apiKey": "hunter2-hunter2-hunter2"', /it is not JSON/],
  [us, /expected array/],
  [[us, { ...us, email: undefined }], /1: email: /],
  [[{ ...us, token: TOKEN }], /0: .*"token"/],
  [[{ ...us, apiKey: '' }], /0: apiKey: expected an API token/],
  [[{ ...us, baseUrl: `https://ann:${TOKEN}@us.example` }], /0: baseUrl: expected an address without/],
  [[{ ...us, webhookSecret: 'hunter2' }], /0: webhookSecret: expected at least 16/],
  [[us, { ...us, baseUrl: 'https://eu.example' }], /1: name: another site is called so/],
  [[us, { ...us, name: 'eu', baseUrl: 'https://US.example' }], /1: baseUrl: it is that of site us/],
  [[{ ...us, baseUrl: 'https://FIRST.example/' }], /0: baseUrl: it is that of the first site/],
])('%j is refused by its place, and no secret is shown', (content, problem) => {
  let caught: unknown;
  try {
    read(content);
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ code: 'config-invalid', detail: expect.stringMatching(problem) });
  expect(String(caught)).toContain('JIRA_SITES_FILE');
  expect(String(caught)).not.toContain('hunter2');
});

// Each stands before a colon in an id or a principal of the first site: a group there could be called `project:PAY`.
test.each([
  'first',
  'key',
  'project',
  'agent',
  'role',
  'security',
  'group',
  'visibility',
  'US',
  'u:s',
  '',
  'a b',
  '9',
])('no site is called %j', (name) => {
  expect(() => read([{ ...us, name }])).toThrow('0: name: expected a short name');
});

test('a file that is not there is said', () => {
  expect(() => readSites('/nowhere/sites.json', FIRST)).toThrow(
    '/nowhere/sites.json: it cannot be read (ENOENT)',
  );
});
