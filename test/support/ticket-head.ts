import type { LinkedHead } from '../../src/knowledge/tickets.ts';

/** The head of a ticket, with what a test is about in it. */
export function head(change: Partial<LinkedHead> & { id: string }): LinkedHead {
  return {
    key: change.id,
    project: { key: 'PAY', name: 'Payments' },
    type: 'Bug',
    status: { name: 'Open', category: 'new' },
    priority: null,
    resolution: null,
    summary: 'A card is charged twice',
    labels: [],
    components: [],
    reporter: null,
    assignee: null,
    created: 1_767_225_600_000,
    updated: 1_767_225_600_000,
    resolved: null,
    parentKey: null,
    links: [],
    ...change,
  };
}
