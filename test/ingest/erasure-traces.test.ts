import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RawRecord } from '../../src/domain/index.ts';
import { pageOf } from '../../src/ingest/dead-letters/page.ts';
import { createDeadLetters, verify } from '../../src/ingest/index.ts';
import { readDatabase } from '../../src/platform/database/index.ts';
import { filesWith, type OpenErasure, openErasure } from '../support/erasure.ts';
import { balance } from '../support/intake.ts';
import { issue, record } from '../support/issue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SECRET = 'Zwetschgendatschi';
const ID = '712020:5b10ac8d-82e0-4b22-9cc7-d4ef5a6b7c8d';
const at = (month: number) => ({ updated: `2026-0${month}-01T00:00:00.000+0000` });
const person = (displayName: string, emailAddress: string) => ({ accountId: ID, displayName, emailAddress });

async function keysOf({ database }: OpenErasure): Promise<string[]> {
  const rows = await database.selectFrom('tickets').select('key').orderBy('key').execute();
  return rows.map(({ key }) => key);
}

async function bodiesOf({ lake }: OpenErasure): Promise<unknown[]> {
  return (await Array.fromAsync(lake.readAfter(0))).map(({ record: { body } }) => body);
}

function row(cells: Record<string, string[]>): RawRecord {
  const needed = {
    Summary: ['Charged twice'],
    'Issue Type': ['Bug'],
    Status: ['Open'],
    Created: ['2024-01-02 08:00'],
  };
  const body = { timeZone: 'UTC', dateOrder: null, cells: { ...needed, ...cells } };
  return { ...record(body), externalId: null, format: 'jira-csv' } as RawRecord;
}

describe('after letters were discarded', () => {
  async function withDiscarded(): Promise<OpenErasure> {
    const open = await openErasure(temporaryFolder());
    const ines = person('Anneliese Kolb', 'a.kolb@corp.example');
    const unread: RawRecord = {
      ...record({ unreadable: '{"id"', bytes: 5 }),
      externalId: null,
      place: 'Anneliese Kolb.json, line 7',
      fault: { rule: 'not-json', reason: 'Anneliese Kolb.json, line 7: expected ":"' },
    };
    await open.intake.take(open.runId, [
      record(issue(1, { summary: SECRET })),
      record(issue(2, { reporter: ines })),
      record(issue(1, { summary: '' })),
      unread,
    ]);
    const letters = createDeadLetters({ ...open, onApplied: () => {} });
    expect(await letters.discard({})).toBe(2);
    return open;
  }

  test('a person can be erased, also from what is still said of them', async () => {
    const open = await withDiscarded();
    const { found } = await open.erasure.erase({ kind: 'person', accountId: ID });
    expect(found).toMatchObject({ changedLines: 1, deadLetters: 1 });
    expect(filesWith(open.folder, 'Anneliese Kolb')).toEqual([]);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
  });

  test('a ticket can be erased, with the discarded letters that name it', async () => {
    const open = await withDiscarded();
    const { found } = await open.erasure.erase({ kind: 'ticket', key: 'PAY-1' });
    expect(found).toMatchObject({ tickets: 1, lines: 1, deadLetters: 1 });
    expect(await open.database.selectFrom('dead_letters').select('ticket_key').execute()).toEqual([
      { ticket_key: null },
    ]);
    const { received, disposed } = await balance(open);
    expect(received).toBe(disposed);
  });

  test('letters are discarded in turn with erasures', async () => {
    const open = await withDiscarded();
    await open.intake.take(open.runId, [record(issue(3, { summary: '' }))]);
    const letters = createDeadLetters({ ...open, onApplied: () => {} });
    const order: string[] = [];
    const held = Promise.withResolvers<void>();
    const turn = open.intake.inTurn(() => held.promise.then(() => void order.push('turn')));
    const discarded = letters.discard({}).then(() => void order.push('discarded'));
    await open.database.selectFrom('dead_letters').select('id').execute();
    await open.database.selectFrom('dead_letters').select('id').execute();
    held.resolve();
    await Promise.all([turn, discarded]);
    expect(order).toEqual(['turn', 'discarded']);
  });
});

test('letters are read as many at a time as fit, and one at least', () => {
  const sized = (...sizes: number[]) => sizes.map((size, at) => ({ id: at + 1, size }));
  const mega = 1024 * 1024;
  expect(pageOf(sized(32 * mega, 32 * mega))).toEqual([1]);
  expect(pageOf(sized(mega, 2 * mega, 2 * mega))).toEqual([1, 2]);
  expect(pageOf(sized(...Array(200).fill(10)))).toHaveLength(100);
  expect(pageOf([])).toEqual([]);
});

describe('a key that another ticket has now', () => {
  async function withReusedKey(): Promise<OpenErasure> {
    const open = await openErasure(temporaryFolder());
    for (const body of [
      issue(1, { summary: SECRET }),
      issue(1, { ...at(2), summary: SECRET }, { key: 'OPS-1' }),
    ])
      await open.intake.take(open.runId, [record(body)]);
    return open;
  }

  test('does not take that ticket along, nor what others show of it', async () => {
    const open = await withReusedKey();
    const link = (id: number, summary: string) => ({
      type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
      outwardIssue: { id: String(10_000 + id), key: 'PAY-1', fields: { summary } },
    });
    await open.intake.take(open.runId, [
      record(issue(2, {}, { key: 'PAY-1' })),
      record(issue(3, { issuelinks: [link(1, SECRET), link(2, 'another one')] })),
    ]);
    const { found } = await open.erasure.erase({ kind: 'ticket', key: 'OPS-1' });
    expect(found).toMatchObject({ tickets: 1, lines: 2, changedLines: 1 });
    expect(await keysOf(open)).toEqual(['PAY-1', 'PAY-3']);
    expect(filesWith(open.folder, SECRET)).toEqual([]);
    expect(JSON.stringify(await bodiesOf(open))).toContain('another one');
  });

  test('does not take a ticket along that is known by the key alone, nor its letters', async () => {
    const open = await withReusedKey();
    await open.intake.take(open.runId, [row({ 'Issue key': ['PAY-1'] })]);
    await open.intake.take(open.runId, [row({ 'Issue key': ['PAY-1'], Summary: [''] })]);
    const { found } = await open.erasure.erase({ kind: 'ticket', key: 'OPS-1' });
    expect(found).toMatchObject({ tickets: 1, lines: 2, deadLetters: 0 });
    expect(await keysOf(open)).toEqual(['PAY-1']);
    expect(filesWith(open.folder, SECRET)).toEqual([]);
  });
});

describe('a person is found', () => {
  test.each([
    ['in an address in another case', 'write to jane.roe@corp.example or JANE.ROE@CORP.EXAMPLE'],
    ['in a name in another case', 'says jane roe-smith'],
    ['with other spaces', 'says Jane  Roe-Smith, Jane\u00a0Roe-Smith and Jane\nRoe-Smith'],
  ])('%s', async (_, summary) => {
    const open = await openErasure(temporaryFolder());
    const jane = person('Jane Roe-Smith', 'Jane.Roe@corp.example');
    await open.intake.take(open.runId, [
      record(issue(1, { reporter: jane })),
      record(issue(2, { customfield_1: summary })),
    ]);
    await open.erasure.erase({ kind: 'person', accountId: ID });
    expect(JSON.stringify(await bodiesOf(open))).not.toMatch(/roe/i);
  });

  test('in either form of letters with accents, and what does not hold the name keeps its form', async () => {
    const open = await openErasure(temporaryFolder());
    const [name, other] = ['Zoë Brontë', 'Chloë is here'.normalize('NFD')];
    await open.intake.take(open.runId, [
      record(issue(1, { reporter: person(name, 'z@corp.example') })),
      record(issue(2, { customfield_1: `Ask ${name.normalize('NFD')}.`, customfield_2: other })),
    ]);
    await open.erasure.erase({ kind: 'person', accountId: ID });
    const text = JSON.stringify(await bodiesOf(open));
    expect(text.normalize('NFC')).not.toContain('Bront');
    expect(text).toContain('Ask Former user.');
    expect(text).toContain(other);
  });

  test('as the name of a field, and no value is lost', async () => {
    const open = await openErasure(temporaryFolder());
    const votes = { [ID]: 'x', 'Zanzibar Quux': 1, 'zanzibar quux': 2, 'Former user': 3 };
    await open.intake.take(open.runId, [
      record(issue(1, { reporter: person('Zanzibar Quux', 'z@corp.example') })),
      record(issue(2, { customfield_1: votes })),
    ]);
    await open.erasure.erase({ kind: 'person', accountId: ID });
    expect(filesWith(open.folder, ID, /zanzibar/i)).toEqual([]);
    const [, body] = (await bodiesOf(open)) as { fields: { customfield_1: Record<string, unknown> } }[];
    expect(Object.values(body?.fields.customfield_1 ?? {}).sort()).toEqual([1, 2, 3, 'x']);
    expect(body?.fields.customfield_1['Former user']).toBe(3);
  });
});

test.each<[string, Record<string, string[]>]>([
  ['key', { 'Parent key': ['PAY-1'] }],
  ['id', { Parent: ['10001'], 'Parent key': ['OLD-7'] }],
])('the summary of an erased ticket goes from rows that name it by %s as their parent', async (_, parent) => {
  const open = await openErasure(temporaryFolder());
  await open.intake.take(open.runId, [
    record(issue(1, { summary: SECRET })),
    row({ 'Issue key': ['PAY-2'], ...parent, 'Parent summary': [SECRET] }),
    row({ 'Issue key': ['PAY-3'], 'Parent key': ['PAY-9'], 'Parent summary': ['Another'] }),
  ]);
  await open.erasure.erase({ kind: 'ticket', key: 'PAY-1' });
  expect(filesWith(open.folder, SECRET)).toEqual([]);
  expect(await keysOf(open)).toEqual(['PAY-2', 'PAY-3']);
  expect(JSON.stringify(await bodiesOf(open))).toContain('Another');
});

describe('verify beside an erasure', () => {
  const verified = (open: OpenErasure, afterFirst = async () => {}) => {
    let looked = 0;
    return verify({
      lakeFolder: join(open.folder, 'lake'),
      databasePlace: 'the database',
      withDatabase: (work) => readDatabase(join(open.folder, 'casebook.sqlite'), work),
      indexing: async () => {
        looked += 1;
        if (looked > 1) return { live: 0, indexed: 0, waiting: 0, setAside: 0 };
        await afterFirst();
        return { live: 1, indexed: 0, waiting: 0, setAside: 0 };
      },
    });
  };
  async function interrupted(): Promise<OpenErasure> {
    const open = await openErasure(temporaryFolder());
    const links = [
      {
        type: { name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
        outwardIssue: { id: '10001', key: 'PAY-1', fields: { summary: SECRET } },
      },
    ];
    await open.intake.take(
      open.runId,
      [issue(1, { summary: SECRET }), issue(2, { issuelinks: links }), issue(3)].map(record),
    );
    vi.spyOn(open.removed, 'push').mockImplementation(() => {
      throw new Error('dead');
    });
    await expect(open.erasure.erase({ kind: 'ticket', key: 'PAY-1' })).rejects.toThrow('dead');
    vi.restoreAllMocks();
    return open;
  }

  test('what its plan explains is a note, and what it does not is damage', async () => {
    const open = await interrupted();
    const { findings, notes } = await verified(open);
    expect(findings).toEqual([]);
    expect(notes.length).toBeGreaterThan(1);
    await open.database.updateTable('tickets').set({ digest: 'x' }).where('key', '=', 'PAY-3').execute();
    expect((await verified(open)).findings).toMatchObject([
      { problem: expect.stringContaining('ticket PAY-3 ') },
    ]);
  });

  test('what an erasure disturbed meanwhile is looked at again', async () => {
    const open = await interrupted();
    await open.erasure.finish();
    // It rewrites nothing: only the number of erasures tells.
    const erase = async () => {
      await open.database
        .insertInto('erasures')
        .values({ id: 'other', kind: 'ticket', at: 1, records: 0 })
        .execute();
    };
    expect((await verified(open, erase)).findings).toEqual([]);
    expect((await verified(open)).findings).toHaveLength(1);
  });
});
