import { expect, test } from 'vitest';
import type { IndexedFields, IndexQuery, SearchFilter } from '../../../src/knowledge/index/search-index.ts';
import { conditionsOf, ticketOfConditions } from '../../support/conditions.ts';
import { indexDocument } from '../../support/index-document.ts';
import type { Asked, OpenFilledIndex } from './harness.ts';

const core = { project: 'CORE', projectName: 'Core' };
const at = (id: string, fields: Partial<IndexedFields>) => indexDocument(id, ['slow query'], fields);
const tickets = [
  at('a', { project: 'PAY', type: 'Bug', labels: ['x', 'y'], updated: 3, created: 1 }),
  at('b', { project: 'PAY', type: 'Task', labels: ['x'], updated: 1, created: 2 }),
  at('c', { ...core, type: 'Bug', updated: 2, created: 3 }),
  at('d', { ...core, type: 'Story', updated: 2, created: 3 }),
  indexDocument('e', ['printer'], { ...core, type: 'Bug', updated: 9, created: 9 }),
];

/** Which tickets, in what order, and how many there are of each kind. */
export function listContract(filled: OpenFilledIndex): void {
  test('those that meet all conditions of the filter', async () => {
    const { ids } = await filled(
      at('1', { project: 'PAY', type: 'Bug', statusCategory: 'done' }),
      at('2', { project: 'CORE', type: 'Bug', statusCategory: 'new' }),
      at('3', { project: 'CORE', type: 'Incident', statusCategory: 'done' }),
    );
    const cases: [SearchFilter, string[]][] = [
      [[], ['1', '2', '3']],
      [[{ field: 'project', anyOf: ['CORE'] }], ['2', '3']],
      [
        [
          { field: 'project', anyOf: ['CORE', 'PAY'] },
          { field: 'type', anyOf: ['Bug'] },
        ],
        ['1', '2'],
      ],
      [
        [
          { field: 'statusCategory', anyOf: ['done'] },
          { field: 'type', anyOf: ['Incident'] },
        ],
        ['3'],
      ],
      [[{ field: 'project', anyOf: [] }], []],
    ];
    for (const [filter, expected] of cases)
      expect([filter, await ids({ text: 'slow query', filter })]).toEqual([filter, expected]);
  });

  test('by their fields, without regard to case, by bounds of time, and the other way round', async () => {
    const { ids } = await filled(at('1', ticketOfConditions));
    for (const [condition, met] of conditionsOf)
      expect([condition, await ids({ filter: [condition] })]).toEqual([condition, met ? ['1'] : []]);
  });

  test('sorted by dates, and by id where these are the same', async ({ skip }) => {
    const { index, ids } = await filled(...tickets);
    skip(!index.capabilities.sorting, 'it does not sort');
    const sorts: [IndexQuery['sort'], string[]][] = [
      ['updated', ['a', 'c', 'd', 'b']],
      ['created', ['c', 'd', 'b', 'a']],
      ['oldest', ['a', 'b', 'c', 'd']],
    ];
    for (const [sort, expected] of sorts)
      expect([sort, await ids({ text: 'slow', sort })]).toEqual([sort, expected]);
    expect(await ids({ sort: 'updated' })).toEqual(['e', 'a', 'c', 'd', 'b']);
  });

  test('without words, all that meet the filter', async () => {
    const { ids } = await filled(...tickets);
    expect(await ids({ filter: [{ field: 'type', anyOf: ['bug'] }] })).toEqual(['a', 'c', 'e']);
  });

  test('in pages that together are the whole list, counted where that is asked for', async () => {
    const { list, ids } = await filled(...tickets);
    const pages = await Promise.all([0, 2, 4].map((offset) => list({ text: 'slow', limit: 2, offset })));
    const together = pages.flatMap(({ hits }) => hits.map(({ ticketId }) => ticketId));
    expect(together).toEqual(await ids({ text: 'slow' }));
    expect(together.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(pages.map(({ total }) => total)).toEqual([4, 4, 4]);
    expect((await list({ text: 'slow', total: false })).total).toBeNull();
  });

  test('with the counts of each facet over what matches, without the choices in its own field', async ({
    skip,
  }) => {
    const { index, list } = await filled(...tickets);
    skip(!index.capabilities.facets, 'it counts no facets');
    const facets = ['project', 'type', 'label'] as const;
    const counted = (query: Asked) => list({ text: 'slow', facets, limit: 0, ...query });
    expect(await counted({})).toEqual({
      hits: [],
      total: 4,
      expansions: [],
      facets: {
        project: [
          { value: 'CORE', name: 'Core', tickets: 2 },
          { value: 'PAY', name: 'Payments', tickets: 2 },
        ],
        type: [
          { value: 'Bug', tickets: 2 },
          { value: 'Story', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
        label: [
          { value: 'x', tickets: 2 },
          { value: 'y', tickets: 1 },
        ],
      },
    });
    expect(await counted({ chosen: [{ field: 'type', anyOf: ['Bug'] }] })).toMatchObject({
      total: 2,
      facets: {
        project: [
          { value: 'CORE', tickets: 1 },
          { value: 'PAY', tickets: 1 },
        ],
        type: [
          { value: 'Bug', tickets: 2 },
          { value: 'Story', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
      },
    });
    const narrow = { field: 'type', anyOf: ['Bug'] } as const;
    expect((await counted({ filter: [narrow] })).facets.type).toEqual([{ value: 'Bug', tickets: 2 }]);
    const choices = [narrow, { field: 'project', anyOf: ['PAY'] }] as const;
    expect(await counted({ chosen: choices })).toMatchObject({
      total: 1,
      facets: {
        project: [
          { value: 'CORE', tickets: 1 },
          { value: 'PAY', tickets: 1 },
        ],
        type: [
          { value: 'Bug', tickets: 1 },
          { value: 'Task', tickets: 1 },
        ],
      },
    });
  });
}
