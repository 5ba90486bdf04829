import { documentFromText, type RawRecord } from '../../src/domain/index.ts';

/** A small but whole issue as Jira's REST API v3 gives it; `fields` replaces what a test is about. */
export function issue(
  number: number,
  fields: Record<string, unknown> = {},
  top: Record<string, unknown> = {},
) {
  return {
    id: String(10_000 + number),
    key: `PAY-${number}`,
    fields: {
      summary: `Payment ${number} is charged twice`,
      project: { id: '1', key: 'PAY', name: 'Payments' },
      issuetype: { name: 'Bug' },
      status: { name: 'Done', statusCategory: { key: 'done' } },
      priority: { name: 'High' },
      resolution: { name: 'Fixed' },
      description: documentFromText('The retry does not carry the idempotency key.'),
      labels: ['retry'],
      components: [{ name: 'gateway' }],
      reporter: { accountId: 'u1', displayName: 'Ines Roth' },
      assignee: null,
      created: '2026-01-02T08:00:00.000+0000',
      updated: '2026-01-03T08:00:00.000+0000',
      resolutiondate: null,
      issuelinks: [],
      comment: { comments: [], total: 0 },
      ...fields,
    },
    ...top,
  };
}

export function comment(id: number, text: string, more: Record<string, unknown> = {}) {
  const created = `2026-01-02T09:${String(id % 60).padStart(2, '0')}:00.000+0000`;
  return {
    id: String(id),
    author: { accountId: 'u2', displayName: 'Omar Diaz' },
    body: documentFromText(text),
    created,
    updated: created,
    ...more,
  };
}

export function record(body: unknown): RawRecord {
  return {
    source: 'jira',
    kind: 'issue',
    format: 'jira-v3',
    externalId: (body as { id?: string }).id ?? null,
    body,
    fetchedAt: 1_767_225_600_000,
  };
}
