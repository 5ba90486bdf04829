import { describe, expect, onTestFinished, test } from 'vitest';
import { generateCompany } from '../../src/demo/index.ts';
import { jiraSync } from '../support/jira-sync.ts';
import { listenAsDecoy } from './decoy.ts';
import { hostileIssues } from './hostile-tickets.ts';

const company = generateCompany({ tickets: 3, seed: 3 });

async function decoy() {
  const opened = await listenAsDecoy();
  onTestFinished(opened.close);
  return opened;
}

describe('whom Casebook asks is in its settings, and nowhere else', () => {
  test('a decoy notices who asks it', async () => {
    const { url, asked } = await decoy();
    await fetch(`${url}/x`);
    expect(asked).toEqual(['connection', 'GET /x']);
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i) of Jira leads nowhere', async (status) => {
    const { url, asked } = await decoy();
    const port = new URL(url).port;
    const targets = [
      `${url}/latest/meta-data/`,
      `http://localhost:${port}/`,
      `//127.0.0.1:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
    ];
    for (const location of targets) {
      const { sync } = await jiraSync({ company, intercept: () => ({ status, headers: { location } }) });
      expect([location, await sync()]).toMatchObject([
        location,
        { state: 'failed', error: { code: 'jira-answer-invalid' } },
      ]);
    }
    expect(asked).toEqual([]);
  });

  test('addresses in tickets of Jira lead nowhere, in whatever field, nor does a file that Jira says is there', async () => {
    const { url, asked } = await decoy();
    const files: string[] = [];
    const issues = hostileIssues(url) as { id: string }[];
    const { sync } = await jiraSync({
      company,
      intercept: ({ url: path }) => {
        if (path.includes('/search/jql'))
          return { status: 200, body: { issues: issues.map(({ id }) => ({ id })), isLast: true } };
        if (path.includes('/bulkfetch')) return { status: 200, body: { issues, issueErrors: [] } };
        if (!path.includes('/attachment/')) return undefined;
        files.push(path);
        return { status: 303, headers: { location: `${url}/file` } };
      },
    });
    const reading = { perFile: 1024, perTicket: 4096, known: async () => new Map<string, string>() };
    expect(await sync('', { files: reading })).toMatchObject({ state: 'succeeded', applied: issues.length });
    expect(files).not.toEqual([]);
    expect(asked).toEqual([]);
  });

  test('what Jira calls an id is no part of an address', async () => {
    const { url, asked } = await decoy();
    const seen: string[] = [];
    const { client } = await jiraSync({
      company,
      intercept: ({ url: path }) => {
        seen.push(path);
        return { status: 200, body: { comments: [], total: 0 } };
      },
    });
    for (const id of [
      `${url}/x`,
      url.replace('http:', ''),
      `@${url.slice(7)}/`,
      '../../../..',
      '1?x=#',
      '1\r\nx: y',
    ])
      await client.fetchComments(id);
    expect(seen.map((path) => /^\/rest\/api\/3\/issue\/[^/?#]+\/comment\?/.test(path))).toEqual(
      seen.map(() => true),
    );
    expect(seen).toHaveLength(6);
    expect(asked).toEqual([]);
  });
});
