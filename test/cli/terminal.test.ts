import { Readable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/index.ts';
import { lineOf, paint, print, printJson, reportError, say } from '../../src/cli/output.ts';
import { CasebookError, type Document } from '../../src/domain/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Ends the line, moves the cursor, rings, sets the title, and turns text around: in C0, C1 and bidirectional controls.
const HOSTILE = 'a\r\nb\u2028\u001b[2J\u001b]0;title\u0007\u009b31m\u007f\u202e\u2066z';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let [stdout, stderr] = ['', ''];
beforeEach(() => {
  [stdout, stderr] = ['', ''];
  // Without a Jira, a sync is refused before anything is asked.
  vi.stubEnv('JIRA_BASE_URL', 'https://jira.example.com');
  vi.stubEnv('JIRA_EMAIL', 'ada@example.com');
  vi.stubEnv('JIRA_API_KEY', 'secret');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = undefined;
});

const document: Document = {
  type: 'doc',
  version: 1,
  content: [{ type: 'codeBlock', content: [{ type: 'text', text: `${HOSTILE}\n\tat B` }] }],
};
const person = { accountId: HOSTILE, displayName: HOSTILE };
const time = '2026-01-01T00:00:00.000Z';
const head = {
  key: HOSTILE,
  url: HOSTILE,
  site: HOSTILE,
  project: { key: HOSTILE, name: HOSTILE },
  type: HOSTILE,
  status: { name: HOSTILE, category: 'new' },
  priority: HOSTILE,
  resolution: HOSTILE,
  summary: HOSTILE,
  labels: [HOSTILE],
  components: [HOSTILE],
  reporter: person,
  assignee: person,
  created: time,
  updated: time,
  resolved: null,
  parentKey: null,
};
const webhooks = {
  taken: true,
  last: { receivedAt: '2026-01-02T09:00:00.000Z', event: HOSTILE },
  waiting: 1,
  trouble: { code: HOSTILE, detail: HOSTILE },
};
const indexing = { live: 1, indexed: 1, waiting: 0, setAside: 0, holds: true };
const failedRun = {
  ...{
    id: 1,
    kind: 'sync',
    state: 'failed',
    startedAt: time,
    finishedAt: time,
    announced: 1,
    announcedAll: true,
  },
  ...{ received: 1, applied: 1, duplicate: 0, refused: 0, error: { code: 'jira-refused', detail: HOSTILE } },
  failures: [{ site: HOSTILE, code: HOSTILE, detail: HOSTILE }],
};
const counts = {
  received: 1,
  applied: 1,
  duplicate: 0,
  pending: 0,
  deadLettered: 0,
  discarded: 0,
  erased: 0,
  holds: true,
};
const total = { jira: 1, live: 1, missing: 1, stale: 0, extra: 1, outside: 1, refused: 1, erased: 0 };
const ledger = {
  ...{ id: 1, startedAt: time, finishedAt: time, dryRun: false, total },
  found: { missing: 1, stale: 0, extra: 0 },
};

const answers: Record<string, unknown> = {
  '/api/search': {
    ...{ query: HOSTILE, mode: 'hybrid', meaning: true, sort: 'relevance', timeZone: 'UTC' },
    ...{ total: 1, offset: 0, hints: [{ code: HOSTILE, message: HOSTILE, at: 0 }], facets: {} },
    hits: [
      {
        ...head,
        score: 1,
        why: {
          key: false,
          lexical: 1,
          semantic: 1,
          passageMeaning: 1,
          summaryMeaning: 1,
          words: [HOSTILE],
        },
        passage: { kind: 'summary', text: HOSTILE, highlights: [] },
      },
    ],
  },
  '/api/tickets/PAY-1': {
    ...head,
    movedFrom: HOSTILE,
    description: document,
    subtasks: [{ key: HOSTILE, summary: HOSTILE, status: { name: HOSTILE, category: 'new' } }],
    sprints: [{ id: HOSTILE, name: HOSTILE, state: HOSTILE, start: time, end: null, goal: HOSTILE }],
    fields: [{ id: HOSTILE, name: HOSTILE, type: HOSTILE, text: HOSTILE }],
    request: {
      ...{ type: HOSTILE, organizations: [HOSTILE], participants: [person] },
      levels: [{ name: HOSTILE, cycles: [] }],
      satisfaction: { rating: 1, comment: HOSTILE },
    },
    attachments: [
      {
        ...{ id: HOSTILE, filename: HOSTILE, mimeType: HOSTILE, size: 1, author: person, created: time },
        ...{ text: HOSTILE, omitted: null },
      },
    ],
    worklogs: [
      {
        ...{ id: HOSTILE, author: person, started: time, seconds: 60, comment: document },
        visibility: { kind: 'role', name: HOSTILE },
      },
    ],
    history: [
      { id: HOSTILE, author: person, created: time, items: [{ field: HOSTILE, from: HOSTILE, to: HOSTILE }] },
    ],
    incomplete: [{ part: HOSTILE, reason: HOSTILE }],
    environment: document,
    links: [{ type: HOSTILE, relation: HOSTILE, key: HOSTILE }],
    comments: [
      {
        ...{ id: '1', author: person, created: time, updated: time, body: document },
        visibility: { kind: 'role', name: HOSTILE },
      },
    ],
  },
  '/api/status': {
    ...{ run: failedRun, webhooks, embedded: 0, indexing, version: HOSTILE, kind: 'real', siteUrl: HOSTILE },
    ...{
      records: counts,
      lakeCut: null,
      embedder: { id: HOSTILE, dimensions: 1, remote: true },
      withheld: { tickets: 1, comments: 1 },
      trouble: { code: HOSTILE, detail: HOSTILE, retry: true },
      index: { tickets: 1, chunks: 1, meaning: true, engine: 'embedded' },
      rebuild: null,
      noSync: null,
      failing: [{ site: HOSTILE, code: HOSTILE, detail: HOSTILE, at: time }],
      ledger,
      jira: null,
      sites: [
        {
          ...{ name: HOSTILE, url: HOSTILE, jira: null, ledger, webhooks },
          access: { readAt: null, trouble: { at: time, reason: HOSTILE } },
        },
      ],
    },
  },
  '/api/sync/verify': {},
  '/api/sync/ledger': {
    check: { ...ledger, named: [{ kind: 'missing', id: HOSTILE, key: HOSTILE, left: true }] },
    days: [],
  },
  '/api/sync': { run: failedRun, webhooks, embedded: 0, indexing, trouble: null },
};

/** Runs a command against an API in which every text is hostile. */
function run(...parameters: string[]): Promise<void> {
  return runCommandLine(['node', 'casebook', ...parameters, '--data-dir', temporaryFolder()], {
    version: '0.0.0',
    open: async () => ({
      server: {
        inject: async ({ url }) => {
          const body = JSON.stringify(answers[url.split('?')[0]!]);
          return { statusCode: 200, body, stream: () => Readable.from([body]) };
        },
      },
      secret: 'x',
      listen: async () => '',
      answerMeanwhile: async () => ({ quiet: async () => {} }),
      close: async () => {},
    }),
    openJiraBefore: () => {
      throw new Error('not here');
    },
    startDemoJira: () => Promise.reject(new Error('not here')),
  });
}

test.each([
  ['search', ['search', 'x'], 3],
  ['status', ['status'], 18],
  ['sync', ['sync'], 1],
  ['sync verify', ['sync', 'verify'], 2],
])('%s lets no text move the terminal or begin a line of its own', async (_name, parameters, lines) => {
  await run(...parameters);
  expect(stdout + stderr).not.toMatch(OBEYED);
  expect(stdout.split('\n').length - 1).toBe(lines);
  expect(stdout + stderr).toContain('a b');
});

test('show lets no text move the terminal, and keeps the lines and tabs of documents', async () => {
  await run('show', 'PAY-1');
  expect(stdout).not.toMatch(OBEYED);
  expect(stdout.match(/a\nb[^\n]*\n\tat B/g)).toHaveLength(4);
  expect(stdout).toContain('\nEnvironment\n');
});

test('JSON escapes what moves the terminal, and keeps the value', async () => {
  await run('show', 'PAY-1', '--json');
  expect(stdout).not.toMatch(OBEYED);
  expect(JSON.parse(stdout)).toEqual(answers['/api/tickets/PAY-1']);
});

test('errors and lines of every kind carry no control characters', () => {
  reportError(new CasebookError('jira-refused', HOSTILE), true);
  reportError(new Error(HOSTILE), true);
  reportError(HOSTILE, false);
  print(HOSTILE, paint('cyan', HOSTILE));
  say(HOSTILE, paint('red', HOSTILE));
  printJson(HOSTILE);
  expect(stdout + stderr).not.toMatch(OBEYED);
});

test('styles are for terminals, and text cannot add to them', () => {
  const { getColorDepth } = WriteStream.prototype;
  const terminal = Object.assign(Object.create(process.stdout), { isTTY: true, getColorDepth });
  vi.stubEnv('TERM', 'xterm');
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('FORCE_COLOR', undefined);
  vi.stubEnv('CI', undefined);
  expect(lineOf([paint('red', 'x\u001b[1m')], terminal)).toBe('\u001b[31mx\ufffd[1m\u001b[39m');
  vi.stubEnv('NO_COLOR', '1');
  expect(lineOf([paint('red', 'x')], terminal)).toBe('x');
  vi.unstubAllEnvs();
});
