import { describe, expect, test } from 'vitest';
import { documentToText } from '../../../src/domain/index.ts';
import { CSV_HEADER, csv, csvRow, exported } from '../../support/csv.ts';
import { readFile } from '../../support/import-file.ts';
import { labelled } from '../../support/labelled.ts';

async function accepted(columns: readonly (readonly [string, string])[], row?: readonly string[]) {
  const { accepted, refused } = await readFile(exported(columns, row));
  expect(refused).toEqual([]);
  return labelled(accepted[0]!);
}

test('a row becomes a ticket', async () => {
  const { ticket, access } = await accepted([
    ['Project key', 'PAY'],
    ['Project name', 'Payments'],
    ['Priority', 'High'],
    ['Resolution', 'Fixed'],
    ['Reporter', 'Ines Roth'],
    ['Reporter Id', '5b1:c2'],
    ['Assignee', 'omar'],
    ['Resolved', '03/Jan/26 7:00 AM'],
    ['Component/s', 'gateway'],
    ['Component/s', 'card vault'],
    ['Labels', 'retry'],
    ['Labels', ''],
    ['Labels', 'billing eu'],
    ['Description', 'It *fails* with\n{code}NPE; at x{code}'],
    ['Parent', '10009'],
    ['Parent key', 'PAY-9'],
    ['Inward issue link (Blocks)', 'CORE-2'],
    ['Outward issue link (Duplicate)', 'PAY-7'],
    ['Outward issue link (Reference)', 'PAY-8'],
    ['Security Level', 'Staff'],
    ['Custom field (Story Points)', '3'],
  ]);
  expect(ticket).toMatchObject({
    id: '10001',
    key: 'PAY-1',
    project: { key: 'PAY', name: 'Payments' },
    type: 'Bug',
    status: { name: 'Resolved', category: 'done' },
    priority: 'High',
    resolution: 'Fixed',
    reporter: { accountId: '5b1:c2', displayName: 'Ines Roth' },
    assignee: { accountId: 'omar', displayName: 'omar' },
    created: Date.UTC(2026, 0, 2, 8),
    updated: Date.UTC(2026, 0, 3, 8),
    resolved: Date.UTC(2026, 0, 3, 7),
    components: ['gateway', 'card vault'],
    labels: ['retry', 'billing', 'eu'],
    parentKey: 'PAY-9',
    links: [
      { type: 'Blocks', relation: 'is blocked by', key: 'CORE-2' },
      { type: 'Duplicate', relation: 'duplicates', key: 'PAY-7' },
      { type: 'Reference', relation: 'Reference (outward)', key: 'PAY-8' },
    ],
  });
  expect(documentToText(ticket.description!)).toBe('It fails with\n\nNPE; at x');
  expect(access).toEqual([['project:PAY'], ['security:Staff']]);
});

test('a parent that is named by its numeric id alone is none that we know by key', async () => {
  const { ticket } = await accepted([['Parent', '10009']]);
  expect(ticket.parentKey).toBeNull();
});

test.each([
  [[['Status Category', 'In Progress']], 'indeterminate'],
  [[['Status Category', 'Done']], 'done'],
  [[], 'new'],
] as const)(
  'the category of a status is what %j says, or what the status is known for',
  async (columns, category) => {
    const { ticket } = await accepted(columns, csvRow(1).with(4, 'Open'));
    expect(ticket.status.category).toBe(category);
  },
);

describe('comments', () => {
  test('carry date, author and text, which may hold semicolons and lines', async () => {
    const { ticket } = await accepted([
      ['Comment', '02/Jan/26 9:30 AM;5b1:c2;first; still first\nsecond line'],
      ['Comment', '2026-01-02 09:00;Ines Roth;earlier'],
      ['Comment', ''],
      ['Comment', '; 02/Jan/26 10:00 ; omar ; as importers write it'],
      ['Comment', '02/Jan/26 11:00;;by nobody'],
    ]);
    const shown = ticket.comments.map(({ author, created, body }) => [
      new Date(created).toISOString().slice(11, 16),
      author?.accountId ?? null,
      documentToText(body),
    ]);
    expect(shown).toEqual([
      ['09:00', 'Ines Roth', 'earlier'],
      ['09:30', '5b1:c2', 'first; still first\nsecond line'],
      ['10:00', 'omar', 'as importers write it'],
      ['11:00', null, 'by nobody'],
    ]);
  });

  test('without a date keep all of their text', async () => {
    const { ticket } = await accepted([['Comment', 'see also; and; that']]);
    expect(ticket.comments[0]).toMatchObject({ author: null, created: ticket.created });
    expect(documentToText(ticket.comments[0]!.body)).toBe('see also; and; that');
  });

  test('have ids that stay when others come, also where one stands twice', async () => {
    const same = '02/Jan/26 9:30 AM;omar;+1';
    const idsOf = async (...cells: string[]) =>
      (await accepted(cells.map((cell) => ['Comment', cell] as const))).ticket.comments.map(({ id }) => id);
    const before = await idsOf(same, same);
    expect(new Set(before).size).toBe(2);
    expect(await idsOf('01/Jan/26 9:30 AM;ines;new', same, same)).toEqual([expect.anything(), ...before]);
  });

  test('are closed to everyone but the operator: an export does not say who may read them', async () => {
    const { ticket, access, commentAccess } = await accepted([['Comment', '02/Jan/26 9:30 AM;omar;x']]);
    const { id, visibility } = ticket.comments[0]!;
    expect(visibility).toEqual({ kind: 'unknown' });
    expect(commentAccess.get(id)).toEqual([...access, ['visibility:unknown']]);
  });
});

test('a row without an id goes by its key', async () => {
  const { ticket } = await accepted([], csvRow(1).with(2, ''));
  expect(ticket.id).toBe('key:PAY-1');
});

test.each<[string, string[], string]>([
  ['no summary', csvRow(1).with(0, ''), 'Summary'],
  ['a key that is none', csvRow(1).with(1, 'pay 1'), 'Issue key'],
  ['an id that is not numeric', csvRow(1).with(2, 'x'), 'Issue id'],
  ['a date that is none', csvRow(1).with(5, 'yesterday'), 'Created'],
  ['a date of two readings', csvRow(1).with(6, '03/04/2024'), 'Updated'],
])('a row with %s is refused, naming line and column', async (_, row, column) => {
  const { accepted, refused } = await readFile(csv([CSV_HEADER, csvRow(2), row, csvRow(3)]));
  expect(accepted.map(({ ticket }) => ticket.key)).toEqual(['PAY-2', 'PAY-3']);
  expect(refused).toMatchObject([{ path: column, record: { place: 'line 3' } }]);
});

test('times are read in the zone that was given, which the record keeps', async () => {
  const { accepted, records } = await readFile(exported([]), { timeZone: 'Europe/Berlin' });
  expect(accepted[0]?.ticket.created).toBe(Date.UTC(2026, 0, 2, 7));
  expect(records[0]?.body).toMatchObject({ timeZone: 'Europe/Berlin' });
});

test('how many columns of a name a file has changes nothing in the record', async () => {
  const few = await readFile(exported([['Comment', 'a']]));
  const many = await readFile(
    exported([
      ['Comment', ''],
      ['Comment', 'a'],
      ['Comment', ''],
    ]),
  );
  expect(few.accepted[0]?.digest).toBe(many.accepted[0]?.digest);
});
