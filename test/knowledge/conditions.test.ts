import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, IndexedFields } from '../../src/knowledge/index/search-index.ts';
import { conditionsOf, ticketOfConditions } from '../support/conditions.ts';
import { countValues, matcherOf, standingIn } from '../support/conditions-reference.ts';
import { indexedFields } from '../support/indexed-fields.ts';

describe('a condition', () => {
  test.each(conditionsOf)('%j', (condition, met) => {
    expect(matcherOf([condition])(ticketOfConditions)).toBe(met);
  });

  test('all are demanded', () => {
    const one: Condition = { field: 'label', anyOf: ['retry'] };
    expect(matcherOf([])(ticketOfConditions)).toBe(true);
    expect(matcherOf([one, { field: 'type', anyOf: ['bug'] }])(ticketOfConditions)).toBe(true);
    expect(matcherOf([one, { field: 'type', anyOf: ['task'] }])(ticketOfConditions)).toBe(false);
  });
});

test('a facet counts exactly the tickets that would be listed were its own choices taken back', () => {
  const ticket = fc.record({
    project: fc.constantFrom('PAY', 'CORE'),
    type: fc.constantFrom('Bug', 'Task', 'Story'),
    labels: fc.subarray(['a', 'b', 'c']),
  });
  const choice = fc.oneof(
    fc.record({ field: fc.constant('project' as const), anyOf: fc.subarray(['PAY', 'CORE']) }),
    fc.record({ field: fc.constant('type' as const), anyOf: fc.subarray(['Bug', 'Task', 'Story']) }),
    fc.record({ field: fc.constant('label' as const), anyOf: fc.subarray(['a', 'b', 'c']) }),
  );
  fc.assert(
    fc.property(fc.array(ticket), fc.array(choice, { maxLength: 4 }), (tickets, chosen) => {
      const all: IndexedFields[] = tickets.map((each) => indexedFields(each));
      const standing = standingIn([], chosen);
      for (const field of ['project', 'type', 'label'] as const) {
        const counted = all.filter((each) => ['in', field].includes(standing(each)));
        const without = all.filter(matcherOf(chosen.filter((each) => each.field !== field)));
        expect(countValues(counted, field)).toEqual(countValues(without, field));
      }
    }),
  );
});
