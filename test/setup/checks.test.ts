import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CasebookError } from '../../src/domain/index.ts';
import { loadConfig } from '../../src/platform/config/index.ts';
import { diskCheck, examineAll, jiraCheck, providerCheck, settingsCheck } from '../../src/setup/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('what a check throws becomes a finding that says what to do, and the others go on', async () => {
  const sections = await examineAll([
    { name: 'one', look: () => Promise.reject(new CasebookError('jira-refused', 'No.')) },
    { name: 'two', look: async () => ({ summary: 'fine' }) },
  ]);
  const what = { what: 'Jira refused the request', why: 'No.', advice: expect.stringContaining('token') };
  expect(sections).toMatchObject([
    { name: 'one', findings: [what] },
    { name: 'two', summary: 'fine', findings: [] },
  ]);
});

test('names that are no settings, and secrets that the group may read, are found', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'casebook.env');
  writeFileSync(file, "JIRA_TOKEN='a'\nJIRA_API_KEY='b'\n", { mode: 0o600 });
  const look = () => settingsCheck(loadConfig({ CASEBOOK_DATA_DIR: folder })).look();
  expect((await look()).findings).toMatchObject([{ what: `JIRA_TOKEN in ${file}` }]);
  chmodSync(file, 0o640);
  expect((await look()).findings?.[1]).toMatchObject({
    what: `the rights of ${file}`,
    why: expect.stringContaining('its group'),
    advice: expect.stringContaining('chmod 600'),
  });
  expect(JSON.stringify(await look())).not.toContain("'b'");
});

test('a disk is enough where all that is there fits once more', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'x'), 'twelve bytes');
  const { summary, findings } = await diskCheck(folder, (bytes) => `<${bytes}>`).look();
  expect(summary).toContain('<12>');
  expect(findings).toEqual([]);
});

test('a further site is called by its name', () => {
  const open = async () => {
    throw new Error('not here');
  };
  const names = [null, 'us'].map((site) => jiraCheck('https://x.example', 'a@b.example', open, site).name);
  expect(names).toEqual(['Jira', 'Jira us']);
});

test('a provider is who it says it is', async () => {
  let issuer = '';
  const server = createServer((_request, response) =>
    response.end(JSON.stringify({ issuer, authorization_endpoint: 'x' })),
  ).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/staff`;
  issuer = url;
  expect(await providerCheck(url).look()).toMatchObject({ summary: `${url} signs people in.` });
  issuer = 'https://elsewhere.example';
  await expect(providerCheck(url).look()).rejects.toMatchObject({ code: 'oidc-unavailable' });
});
