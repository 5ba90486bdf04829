import type { Condition, IndexedFields } from '../../src/knowledge/index/search-index.ts';
import { indexedFields } from './indexed-fields.ts';

export const ticketOfConditions: IndexedFields = indexedFields({
  key: 'PAY-7',
  labels: ['Needs Info', 'retry'],
  assignee: 'Ada King',
  created: 10,
  updated: 20,
});

/** Conditions, and whether that ticket meets them. */
export const conditionsOf: readonly (readonly [Condition, boolean])[] = [
  [{ field: 'project', anyOf: ['pay'] }, true],
  [{ field: 'project', anyOf: ['PAYMENTS'] }, true],
  [{ field: 'project', anyOf: ['PA'] }, false],
  [{ field: 'site', anyOf: [ticketOfConditions.site.toUpperCase()] }, true],
  [{ field: 'site', anyOf: ['elsewhere'] }, false],
  [{ field: 'label', anyOf: ['other', 'needs info'] }, true],
  [{ field: 'label', anyOf: ['needs info'], not: true }, false],
  [{ field: 'label', anyOf: [] }, false],
  [{ field: 'assignee', anyOf: ['ada king'] }, true],
  [{ field: 'priority', anyOf: ['High'] }, false],
  [{ field: 'priority', anyOf: ['High'], not: true }, true],
  [{ field: 'created', from: 10 }, true],
  [{ field: 'created', from: 11 }, false],
  [{ field: 'created', before: 10 }, false],
  [{ field: 'created', from: 5, before: 11 }, true],
  [{ field: 'created', from: 5, before: 11, not: true }, false],
  [{ field: 'resolved', from: 0 }, false],
  [{ field: 'resolved', from: 0, not: true }, true],
];
