import type { IndexedFields } from '../../src/knowledge/index/search-index.ts';

/** The fields of a ticket for the index, of which a test or a benchmark says what matters to it. */
export function indexedFields(change: Partial<IndexedFields> = {}): IndexedFields {
  return {
    key: 'PAY-1',
    site: 'first',
    project: 'PAY',
    projectName: 'Payments',
    type: 'Bug',
    status: 'Done',
    statusCategory: 'done',
    priority: null,
    resolution: null,
    labels: [],
    components: [],
    reporter: null,
    assignee: null,
    created: 0,
    updated: 0,
    resolved: null,
    ...change,
  };
}
