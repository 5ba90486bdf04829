import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Asker, documentFromText } from '../../src/domain/index.ts';
import type { SearchIndex } from '../../src/knowledge/index/search-index.ts';
import { filterChoices, loadStaticEmbedder, readTicket, search } from '../../src/knowledge/index.ts';
import { user } from '../support/askers.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Every way out of the knowledge base, asked as people who may read less than the operator. */
const askers = {
  operator: { kind: 'operator' },
  nobody: { kind: 'nobody' },
  stranger: user('project:CORE'),
  member: user('project:PAY'),
  agent: user('project:PAY', 'agent:PAY'),
  admin: user('project:PAY', 'role:PAY:admins'),
  cleared: user('project:PAY', 'security:9'),
} satisfies Record<string, Asker>;

const embedder = loadStaticEmbedder();
let open: OpenIntake;
let index: SearchIndex;

beforeEach(async () => {
  open = await openIntake(join(temporaryFolder()));
  const comments = [
    comment(1, 'restart of the pool helps'),
    comment(2, 'pool internal: the customer is Zebra Ltd', { jsdPublic: false }),
    comment(3, 'pool admins: the password was in the log', {
      visibility: { type: 'role', value: 'admins', identifier: 'admins' },
    }),
  ];
  const bodies = [
    issue(1, { summary: 'Connection pool empty', comment: { total: 3, comments } }),
    issue(2, {
      summary: 'Secret pool audit',
      description: documentFromText('pool quarantine'),
      security: { id: '9' },
    }),
  ];
  await open.intake.take(open.runId, bodies.map(record));
  const knowledge = await openKnowledge(open, embedder);
  await knowledge.settle();
  index = knowledge.generations.active().index;
});

async function found(asker: Asker, query: string) {
  const request = { asker, query, mode: 'hybrid', filter: [], limit: 10 } as const;
  return (await search({ database: open.database, embedder, index }, request)).hits;
}

describe.each<[keyof typeof askers, string[], string[]]>([
  ['operator', ['PAY-1', 'PAY-2'], ['1', '2', '3']],
  ['nobody', [], []],
  ['stranger', [], []],
  ['member', ['PAY-1'], ['1']],
  ['agent', ['PAY-1'], ['1', '2']],
  ['admin', ['PAY-1'], ['1', '3']],
  ['cleared', ['PAY-1', 'PAY-2'], ['1']],
])('%s', (who, tickets, comments) => {
  const asker = askers[who];

  test('finds those tickets, and no passage, word or reason from closed parts', async () => {
    const queries = [
      'pool',
      'Zebra customer',
      'password in the log',
      'quarantine audit',
      'PAY-1 PAY-2',
      'restart',
    ];
    const seen = new Set<string>();
    for (const query of queries) {
      for (const hit of await found(asker, query)) {
        seen.add(hit.ticket.key);
        const text = JSON.stringify(hit);
        if (!comments.includes('2')) expect(text).not.toMatch(/zebra/i);
        if (!comments.includes('3')) expect(text).not.toMatch(/password/i);
        if (!tickets.includes('PAY-2')) expect(text).not.toMatch(/quarantine|audit/i);
      }
    }
    expect([...seen].sort()).toEqual(tickets);
  });

  test('reads those tickets with those comments', async () => {
    for (const key of ['PAY-1', 'PAY-2']) {
      const ticket = await readTicket(open.database, asker, key);
      expect(ticket?.key ?? null).toBe(tickets.includes(key) ? key : null);
      if (key === 'PAY-1' && ticket) expect(ticket.comments.map(({ id }) => id)).toEqual(comments);
    }
  });

  test('counts those tickets', async () => {
    const { projects } = await filterChoices(open.database, asker);
    expect(projects.map(({ tickets: count }) => count)).toEqual(tickets.length > 0 ? [tickets.length] : []);
  });
});

test('text whose access changed since it was indexed does not leave by the old index entry', async () => {
  const { database } = open;
  await database
    .updateTable('tickets')
    .set({ access_json: '[["project:PAY"],["security:9"]]' })
    .where('key', '=', 'PAY-1')
    .execute();
  expect(await found(askers.member, 'pool')).toEqual([]);
});

test('an index that hands over a closed passage is not believed', async () => {
  const passage = {
    id: '10001:comment:2:0',
    kind: 'comment',
    text: 'Zebra Ltd',
    access: [['project:PAY'], ['agent:PAY']],
  } as const;
  const careless: SearchIndex = {
    ...index,
    search: async () => ({
      hits: [
        {
          ...{ ticketId: '10001', score: 1, lexical: 1, semantic: 1 },
          ...{ passageMeaning: 1, summaryMeaning: null, passage },
        },
      ],
      total: 1,
      facets: {},
      expansions: [],
    }),
  };
  const request = { asker: askers.member, query: 'zebra', mode: 'hybrid', filter: [], limit: 10 } as const;
  const { hits } = await search({ database: open.database, embedder, index: careless }, request);
  expect(hits).toEqual([]);
});
