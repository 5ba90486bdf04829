import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { documentFromText, type RawRecord } from '../../src/domain/index.ts';
import { auditFaults, auditFile } from '../../src/ingest/erasure/audit.ts';
import { verify } from '../../src/ingest/index.ts';
import { readDatabase } from '../../src/platform/database/index.ts';
import { filesWith, type OpenErasure, openErasure } from '../support/erasure.ts';
import { balance } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { emptyPostgres, postgresServer } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LATER = { updated: '2026-02-01T00:00:00.000+0000' };
const SECRET = 'Zwetschgendatschi';
const linkTo = (number: number, summary: string) => ({
  type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  outwardIssue: { id: String(10_000 + number), key: `PAY-${number}`, fields: { summary } },
});

function report({ folder }: OpenErasure, location = join(folder, 'casebook.sqlite')) {
  return verify({
    lakeFolder: join(folder, 'lake'),
    databasePlace: 'the database',
    withDatabase: (work) => readDatabase(location, work),
    // No index runs here.
    indexing: async () => ({ live: 0, indexed: 0, waiting: 0, setAside: 0 }),
  });
}
const verified = async (...of: Parameters<typeof report>) => (await report(...of)).findings;
const notes = async (...of: Parameters<typeof report>) =>
  (await report(...of)).notes.map(({ problem }) => problem);

describe('a ticket', () => {
  /** PAY-1 once and again under a new key, with a comment; others that link to it; a dead letter of it. */
  async function withSecret(): Promise<OpenErasure> {
    const open = await openErasure(temporaryFolder());
    const told = comment(1, `${SECRET} says the customer`);
    const first = issue(1, { summary: `The ${SECRET} incident`, comment: { total: 1, comments: [told] } });
    await open.intake.take(open.runId, [record(first), record(issue(2))]);
    const moved = issue(1, { ...LATER, description: documentFromText(`More ${SECRET}`) }, { key: 'CORE-9' });
    const linked = issue(3, { issuelinks: [linkTo(1, `The ${SECRET} incident`)] });
    const bad = issue(1, { summary: '', environment: documentFromText(SECRET) });
    await open.intake.take(open.runId, [record(moved), record(linked), record(bad)]);
    expect(filesWith(open.folder, SECRET).length).toBeGreaterThan(0);
    return open;
  }

  test.each(['CORE-9', 'PAY-1'])(
    'goes from every file, also under its other key, erased as %s',
    async (key) => {
      const open = await withSecret();
      const { found } = await open.erasure.erase({ kind: 'ticket', key });
      expect(found).toEqual({ tickets: 1, changedTickets: 1, lines: 2, changedLines: 1, deadLetters: 1 });
      expect(filesWith(open.folder, SECRET)).toEqual([]);
      const rows = await open.database.selectFrom('tickets').select('key').orderBy('key').execute();
      expect(rows.map((row) => row.key)).toEqual(['PAY-2', 'PAY-3']);
      expect(open.removed).toEqual(expect.arrayContaining(['10001', '10003']));
      const { received, disposed } = await balance(open);
      expect(received).toBe(disposed);
      expect(received).toBe(5);
      expect(await verified(open)).toEqual([]);
    },
  );

  test('what stays is as it was: other tickets, their links, and the way a sync goes on', async () => {
    const open = await withSecret();
    await open.erasure.erase({ kind: 'ticket', key: 'CORE-9' });
    const { links_json, digest, lake_seq } = await open.database
      .selectFrom('tickets')
      .select(['links_json', 'digest', 'lake_seq'])
      .where('key', '=', 'PAY-3')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(links_json)).toEqual([{ type: 'Blocks', relation: 'blocks', key: 'PAY-1' }]);
    const [line] = await Array.fromAsync(open.lake.readAfter(lake_seq - 1));
    expect(line?.digest).toBe(digest);
    expect(await open.intake.take(open.runId, [record(issue(2)), record(issue(4))])).toMatchObject({
      applied: 1,
      duplicate: 1,
    });
  });

  test('that is not there is refused, and nothing happens', async () => {
    const open = await withSecret();
    const before = readFileSync(join(open.folder, 'lake', 'manifest.json'), 'utf8');
    await expect(open.erasure.erase({ kind: 'ticket', key: 'PAY-99' })).rejects.toMatchObject({
      code: 'ticket-not-found',
    });
    expect(readFileSync(join(open.folder, 'lake', 'manifest.json'), 'utf8')).toBe(before);
    expect(await auditFaults(join(open.folder, 'lake'))).toEqual([]);
  });

  test('the audit says when and how much, and nothing of what it was', async () => {
    const open = await withSecret();
    await open.erasure.plan({ kind: 'ticket', key: 'CORE-9' });
    expect(filesWith(open.folder, SECRET).length).toBeGreaterThan(0);
    await open.erasure.erase({ kind: 'ticket', key: 'CORE-9' });
    await open.erasure.erase({ kind: 'ticket', key: 'PAY-2' });
    const file = auditFile(join(open.folder, 'lake'));
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'ticket', tickets: 1, lines: 2, changedLines: 1, deadLetters: 1 },
      { kind: 'ticket', tickets: 1, lines: 1, changedLines: 0, deadLetters: 0 },
    ]);
    expect(lines.join('\n')).not.toMatch(/PAY|CORE|1000/);
    expect(await auditFaults(join(open.folder, 'lake'))).toEqual([]);
  });
});

describe('tickets that were resolved before a day', () => {
  test('go, and others stay', async () => {
    const open = await openErasure(temporaryFolder());
    const resolved = (day: string) => ({ resolutiondate: `${day}T00:00:00.000+0000` });
    await open.intake.take(open.runId, [
      record(issue(1, { ...resolved('2020-01-01'), summary: SECRET })),
      record(issue(2, resolved('2025-01-01'))),
      record(issue(3)),
    ]);
    const request = { kind: 'expiry', resolvedBefore: Date.parse('2024-01-01') } as const;
    expect((await open.erasure.erase(request)).found).toMatchObject({ tickets: 1, lines: 1 });
    expect(filesWith(open.folder, SECRET)).toEqual([]);
    const rows = await open.database.selectFrom('tickets').select('key').orderBy('key').execute();
    expect(rows.map((row) => row.key)).toEqual(['PAY-2', 'PAY-3']);
    expect(await verified(open)).toEqual([]);
    expect((await open.erasure.erase(request)).found).toMatchObject({ tickets: 0, lines: 0 });
  });
});

describe('a person', () => {
  const ID = '712020:5b10ac8d-82e0-4b22-9cc7-d4ef5a6b7c8d';
  const ines = {
    self: `https://jira.example/rest/api/3/user?accountId=${ID}`,
    accountId: ID,
    displayName: 'Anneliese Kolb',
    emailAddress: 'a.kolb@corp.example',
    avatarUrls: { '48x48': 'https://secure.gravatar.com/avatar/ines' },
    timeZone: 'Europe/Berlin',
  };
  const GONE = [/Anneliese Kolb(?!mann)/, 'a.kolb@corp.example', ID, 'avatar/ines'];
  const mention = {
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'mention', attrs: { id: ID, text: '@Anneliese Kolb', accessLevel: '' } },
          { type: 'text', text: ' is away; write to a.kolb@corp.example. Anneliese Kolbmann is here.' },
        ],
      },
    ],
  };

  async function withInes(): Promise<OpenErasure> {
    const open = await openErasure(temporaryFolder());
    await open.intake.take(open.runId, [
      record(issue(1, { reporter: ines, assignee: ines })),
      record(issue(2, { description: mention, customfield_10050: [ines] })),
      record(
        issue(3, { comment: { total: 1, comments: [comment(1, 'Ask Anneliese Kolb', { author: ines })] } }),
      ),
      record(issue(4)),
    ]);
    await open.intake.take(open.runId, [
      record(issue(1, { ...LATER, reporter: ines, assignee: null })),
      record(issue(5, { summary: '', reporter: ines })),
    ]);
    return open;
  }

  test('goes from every file, and is the same nobody everywhere', async () => {
    const open = await withInes();
    const { found } = await open.erasure.erase({ kind: 'person', accountId: ID });
    expect(found).toEqual({ tickets: 0, changedTickets: 3, lines: 0, changedLines: 4, deadLetters: 1 });
    expect(filesWith(open.folder, ...GONE)).toEqual([]);
    const bodies = (await Array.fromAsync(open.lake.readAfter(0))).map(({ record: { body } }) => body);
    const text = JSON.stringify(bodies);
    const pseudonyms = new Set(text.match(/erased-[0-9a-f-]{36}/g));
    expect(pseudonyms.size).toBe(1);
    expect(text).toContain('Anneliese Kolbmann is here.');
    expect(text).toContain('@Former user');
    const { reporter_json } = await open.database
      .selectFrom('tickets')
      .select('reporter_json')
      .where('key', '=', 'PAY-1')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(reporter_json ?? '')).toEqual({
      accountId: [...pseudonyms][0],
      displayName: 'Former user',
    });
    expect(await verified(open)).toEqual([]);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
    // All tickets are still there, and those that were changed wait for the index.
    const waiting = await open.database.selectFrom('index_work').select('ticket_id').execute();
    expect(waiting).toHaveLength(4);
  });

  test('of whom nothing is stored is refused', async () => {
    const open = await withInes();
    await expect(open.erasure.erase({ kind: 'person', accountId: 'nobody' })).rejects.toMatchObject({
      code: 'person-not-found',
    });
    // What Jira withdrew before is in no row any more, and may be in a file of the index.
    expect(open.removals()).toBe(1);
  });

  test('on Data Center is known by key and name, and mentioned in wiki text', async () => {
    const open = await openErasure(temporaryFolder());
    const admin = {
      key: 'JIRAUSER10100',
      name: 'admin',
      displayName: 'Ines Roth',
      emailAddress: 'i@corp.example',
    };
    const other = { key: 'JIRAUSER10200', name: 'administrator', displayName: 'Omar Diaz' };
    const body = issue(1, {
      reporter: admin,
      assignee: other,
      components: [{ name: 'admin' }],
      description: 'Cc [~admin] and [~administrator]: the admin page, says Ines Roth.',
    });
    await open.intake.take(open.runId, [{ ...record(body), format: 'jira-v2' } as RawRecord]);
    await open.erasure.erase({ kind: 'person', accountId: 'JIRAUSER10100' });
    expect(filesWith(open.folder, 'JIRAUSER10100', 'Ines Roth', 'i@corp.example', '[~admin]')).toEqual([]);
    const [line] = await Array.fromAsync(open.lake.readAfter(0));
    expect(line?.record.body).toMatchObject({
      fields: {
        assignee: other,
        components: [{ name: 'admin' }],
        reporter: { displayName: 'Former user' },
        description: expect.stringMatching(
          /^Cc \[~erased-\S+\] and \[~administrator\]: the admin page, says Former user\.$/,
        ),
      },
    });
  });

  test('in rows of a CSV export goes from cells, comments and text', async () => {
    const open = await openErasure(temporaryFolder());
    const cells = {
      Summary: ['Charged twice'],
      'Issue key': ['PAY-1'],
      'Issue Type': ['Bug'],
      Status: ['Open'],
      Created: ['2024-01-02 08:00'],
      Reporter: ['Ines Roth'],
      'Reporter Id': [ID],
      'Component/s': ['gateway'],
      Comment: [`2024-01-03 08:00;${ID};Ines Roth here, see below`],
    };
    const body = { timeZone: 'UTC', dateOrder: null, cells };
    await open.intake.take(open.runId, [{ ...record(body), format: 'jira-csv' } as RawRecord]);
    const tickets = () => open.database.selectFrom('tickets').select('key').execute();
    expect(await tickets()).toEqual([{ key: 'PAY-1' }]);
    await open.erasure.erase({ kind: 'person', accountId: ID });
    expect(filesWith(open.folder, ID, 'Ines Roth')).toEqual([]);
    expect(await tickets()).toEqual([{ key: 'PAY-1' }]);
    expect(await verified(open)).toEqual([]);
  });
});

test.skipIf(!postgresServer)(
  'on PostgreSQL as on SQLite, with nothing of it left in the tables',
  async () => {
    const location = await emptyPostgres();
    const open = await openErasure(temporaryFolder(), location);
    const linked = issue(3, { issuelinks: [linkTo(1, SECRET)] });
    await open.intake.take(open.runId, [issue(1, { summary: SECRET }), issue(2), linked].map(record));
    expect(await verified(open, location)).toEqual([]);
    await open.erasure.erase({ kind: 'ticket', key: 'PAY-1' });
    expect(filesWith(open.folder, SECRET)).toEqual([]);
    expect(await open.database.selectFrom('tickets').select('id').orderBy('id').execute()).toEqual([
      { id: '10002' },
      { id: '10003' },
    ]);
    expect(await verified(open, location)).toEqual([]);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
  },
);

describe('a crash', () => {
  /** Erases, and dies at the step that `spoil` makes fail; then the next process finishes it. */
  async function crashedAt(spoil: (open: OpenErasure) => void): Promise<OpenErasure> {
    const folder = temporaryFolder();
    const open = await openErasure(folder);
    await open.intake.take(open.runId, [record(issue(1, { summary: SECRET })), record(issue(2))]);
    await open.intake.take(open.runId, [record(issue(3, { issuelinks: [linkTo(1, SECRET)] }))]);
    spoil(open);
    await expect(open.erasure.erase({ kind: 'ticket', key: 'PAY-1' })).rejects.toThrow(/dead|EISDIR/);
    vi.restoreAllMocks();
    const audit = auditFile(join(folder, 'lake'));
    if (existsSync(audit)) rmSync(audit, { recursive: true });
    await open.lake.close();
    await open.database.destroy();
    return openErasure(folder);
  }
  const dead = () => Promise.reject(new Error('dead'));

  test.each<[string, (open: OpenErasure) => void]>([
    ['before anything was rewritten', ({ lake }) => vi.spyOn(lake, 'rewrite').mockImplementation(dead)],
    [
      'after the lake was rewritten',
      ({ lake }) => {
        const { rewrite } = lake;
        vi.spyOn(lake, 'rewrite').mockImplementation((change) => rewrite(change).then(dead));
      },
    ],
    [
      'before the audit was written',
      ({ folder }) => {
        mkdirSync(auditFile(join(folder, 'lake')));
      },
    ],
    [
      'before the rows were removed',
      ({ removed }) =>
        vi.spyOn(removed, 'push').mockImplementation(() => {
          throw new Error('dead');
        }),
    ],
  ])('%s leaves it to the next start to finish', async (_, spoil) => {
    const open = await crashedAt(spoil);
    expect(await open.intake.recover()).toBe(0);
    expect(await verified(open)).toEqual([]);
    expect((await notes(open))[0]).toContain('an erasure was begun');
    expect(await open.erasure.isLeft()).toBe(true);
    expect(await open.erasure.finish()).toBe(true);
    expect(await open.erasure.isLeft()).toBe(false);
    expect(await open.erasure.finish()).toBe(false);
    expect(filesWith(open.folder, SECRET)).toEqual([]);
    expect(await verified(open)).toEqual([]);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
    expect(
      readFileSync(auditFile(join(open.folder, 'lake')), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(1);
  });
});
