import { beforeEach, describe, expect, test } from 'vitest';
import { type Asker, documentFromText } from '../../../src/domain/index.ts';
import type { SearchIndex } from '../../../src/knowledge/index/search-index.ts';
import { createDuplicates, loadStaticEmbedder } from '../../../src/knowledge/index.ts';
import { readCalibration } from '../../../src/knowledge/similar/calibrations.ts';
import { type SimilarTarget, similarTickets } from '../../../src/knowledge/similar/similar.ts';
import { triage } from '../../../src/knowledge/similar/triage.ts';
import { breathe } from '../../../src/platform/turns/index.ts';
import { type OpenIntake, openIntake } from '../../support/intake.ts';
import { issue, record } from '../../support/issue.ts';
import { openKnowledge } from '../../support/knowledge.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const operator: Asker = { kind: 'operator' };
const member: Asker = { kind: 'user', accountId: 'u', principals: new Set(['project:PAY']) };
const cleared: Asker = { kind: 'user', accountId: 'c', principals: new Set(['project:PAY', 'security:9']) };

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T08:00:00.000+0000`;
const linkTo = (name: string, key: string) => ({
  id: key,
  type: { name, outward: `${name} out`, inward: `${name} in` },
  outwardIssue: { key },
});
const drained = 'PoolExhausted: the connection pool of the ledger is drained after the nightly failover';
const report = (text: string) => documentFromText(text);

const bodies = [
  issue(1, { summary: 'Ledger pool drained', description: report(drained), created: day(1) }),
  issue(2, {
    summary: 'Ledger pool drained again',
    description: report(`${drained}, and orders hang`),
    created: day(3),
  }),
  issue(3, {
    summary: 'Secret ledger pool drained',
    description: report(`${drained}, Zebra Ltd complains`),
    created: day(2),
    security: { id: '9' },
  }),
  issue(4, {
    summary: 'Ledger pool drained, clone',
    description: report(drained),
    created: day(4),
    issuelinks: [linkTo('Cloners', 'PAY-2')],
  }),
  issue(5, {
    summary: 'Ledger pool drained yet again',
    description: report(`${drained} once more`),
    created: day(5),
    issuelinks: [linkTo('Duplicate', 'PAY-1')],
  }),
  issue(6, {
    summary: 'Typo on the imprint',
    description: report('The street is misspelt.'),
    created: day(6),
  }),
  ...Array.from({ length: 14 }, (_, place) =>
    issue(20 + place, {
      summary: `Chore ${place}`,
      description: report(`Rotate certificate number ${place} of the mail relay`),
      created: day(10),
    }),
  ),
];

let open: OpenIntake;
let target: SimilarTarget;

beforeEach(async () => {
  open = await openIntake(temporaryFolder());
  await open.intake.take(open.runId, bodies.map(record));
  const { generations, settle } = await openKnowledge(open, loadStaticEmbedder());
  await settle();
  const active = generations.active();
  const calibration = await readCalibration(open.database, active.generation.embedder);
  target = { database: open.database, active, calibration };
});

const similarTo = (key: string, asker: Asker = operator) => similarTickets(target, { asker, key, limit: 20 });
const keys = (tickets: readonly { ticket: { key: string } }[]) => tickets.map(({ ticket }) => ticket.key);

describe('similar tickets', () => {
  test('come most probable first, without the ticket itself, each with a probability and its evidence', async () => {
    const { similar, indexed, ticket } = await similarTo('PAY-2');
    expect({ indexed, key: ticket.key }).toEqual({ indexed: true, key: 'PAY-2' });
    expect(keys(similar)).not.toContain('PAY-2');
    expect(keys(similar).slice(0, 3).sort()).toEqual(['PAY-1', 'PAY-3', 'PAY-5']);
    const probabilities = similar.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(probabilities.every((each) => each > 0 && each < 1)).toBe(true);
    expect(similar[0]?.evidence.some(({ speaks }) => speaks === 'for')).toBe(true);
  });

  test('what is linked stands apart, told from either side: as a duplicate confirmed, as a clone no proposal', async () => {
    const first = await similarTo('PAY-1');
    expect(first.linked.map(({ ticket, kind }) => [ticket.key, kind])).toEqual([['PAY-5', 'duplicate']]);
    expect(keys(first.similar)).not.toContain('PAY-5');
    const second = await similarTo('PAY-2');
    expect(second.linked.map(({ ticket, kind }) => [ticket.key, kind])).toEqual([['PAY-4', 'clone']]);
    expect(keys(second.similar)).not.toContain('PAY-4');
  });

  test('say so while the ticket waits for the index', async () => {
    await target.active.index.remove(['10001']);
    expect(await similarTo('PAY-1')).toMatchObject({ indexed: false, similar: [] });
  });

  test.each(['NO-1', 'PAY-99'])('of %s, which is not here, are an error', async (key) => {
    await expect(similarTo(key)).rejects.toMatchObject({ code: 'ticket-not-found' });
  });
});

describe('access', () => {
  test('a closed ticket is neither proposed nor linked nor named, nor its words in the evidence', async () => {
    for (const key of ['PAY-1', 'PAY-2', 'PAY-4', 'PAY-5', 'PAY-6']) {
      const text = JSON.stringify(await similarTo(key, member));
      expect(text).not.toMatch(/PAY-3"|zebra|secret/i);
    }
    expect(keys((await similarTo('PAY-2', cleared)).similar)).toContain('PAY-3');
  });

  test('what the closed ticket is like cannot be asked', async () => {
    await expect(similarTo('PAY-3', member)).rejects.toMatchObject({ code: 'ticket-not-found' });
    await expect(similarTo('PAY-1', { kind: 'nobody' })).rejects.toMatchObject({ code: 'ticket-not-found' });
  });

  test('an index that hands over closed tickets and texts is not believed', async () => {
    const { index } = target.active;
    const careless: SearchIndex = {
      ...index,
      search: (query) => index.search({ ...query, asker: operator }),
    };
    target = { ...target, active: { ...target.active, index: careless } };
    expect(JSON.stringify(await similarTo('PAY-2', member))).not.toMatch(/PAY-3"|zebra|secret/i);
  });

  test('text that was closed since it was indexed is not compared', async () => {
    await open.database
      .updateTable('tickets')
      .set({ access_json: '[["project:PAY"],["security:9"]]' })
      .where('key', '=', 'PAY-1')
      .execute();
    expect(keys((await similarTo('PAY-2', member)).similar)).not.toContain('PAY-1');
  });

  test('triage shows nobody what he may not read', async () => {
    const all = { since: 0, minProbability: 0, limit: 100 };
    expect(JSON.stringify(await triage(target, { asker: member, ...all }))).not.toMatch(
      /PAY-3"|zebra|secret/i,
    );
    expect(await triage(target, { asker: { kind: 'nobody' }, ...all })).toMatchObject({
      created: 0,
      proposals: [],
    });
  });
});

describe('triage', () => {
  const since = Date.parse('2026-03-03T00:00:00Z');

  test('proposes for each new ticket an earlier one, most probable first, and no pair twice', async () => {
    const { proposals, created, examined } = await triage(target, {
      asker: operator,
      since,
      minProbability: 0,
      limit: 100,
    });
    expect({ created, examined }).toEqual({ created: 18, examined: 18 });
    for (const { ticket, original } of proposals) {
      expect(ticket.created).toBeGreaterThanOrEqual(since);
      expect(original.created).toBeLessThan(ticket.created);
    }
    expect(proposals[0]?.ticket.key).toMatch(/^PAY-[24]$/);
    const probabilities = proposals.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(new Set(keys(proposals)).size).toBe(proposals.length);
  });

  test('leaves out what is linked as a duplicate already, and never proposes a clone', async () => {
    const { proposals } = await triage(target, { asker: operator, since, minProbability: 0, limit: 100 });
    expect(keys(proposals)).not.toContain('PAY-5');
    const clone = proposals.find(({ ticket }) => ticket.key === 'PAY-4');
    expect(clone?.original.key).not.toBe('PAY-2');
  });

  test('leaves out what is less probable, and ends at the limit', async () => {
    const request = { asker: operator, since: 0, minProbability: 0, limit: 100 };
    const { proposals } = await triage(target, request);
    const least = proposals[0]?.probability ?? 0;
    const few = await triage(target, { ...request, minProbability: least });
    expect(few.proposals.length).toBeGreaterThan(0);
    expect(few.proposals.every(({ probability }) => probability >= least)).toBe(true);
    expect((await triage(target, { ...request, limit: 2 })).proposals).toHaveLength(2);
  });

  test('is done one at a time, and given up between two tickets', async () => {
    let [under, most, searches] = [0, 0, 0];
    const { index } = target.active;
    const watched: SearchIndex = {
      ...index,
      async search(query) {
        searches += 1;
        most = Math.max(most, ++under);
        await breathe();
        const found = await index.search(query);
        under -= 1;
        if (searches === 3) client.abort(new Error('gone'));
        return found;
      },
    };
    const client = new AbortController();
    const active = { ...target.active, index: watched };
    const duplicates = createDuplicates({ database: open.database, active: () => active });
    const request = { asker: operator, since, minProbability: 0, limit: 100 };
    const first = duplicates.triage({ ...request, signal: client.signal });
    const second = duplicates.triage(request);
    await expect(first).rejects.toThrow('gone');
    expect(searches).toBe(3);
    expect((await second).examined).toBe(18);
    expect(most).toBe(1);
  });
});

test('a copy of the only other ticket is as probable a duplicate as it is among many', async () => {
  const few = await openIntake(temporaryFolder());
  const copies = [1, 2].map((id) =>
    issue(id, { summary: 'Ledger pool drained', description: report(drained), created: day(id) }),
  );
  await few.intake.take(few.runId, copies.map(record));
  const { generations, settle } = await openKnowledge(few, loadStaticEmbedder());
  await settle();
  const { similar } = await similarTickets(
    { ...target, database: few.database, active: generations.active() },
    { asker: operator, key: 'PAY-2', limit: 20 },
  );
  expect(keys(similar)).toEqual(['PAY-1']);
  expect(similar[0]?.probability).toBeGreaterThan(0.5);
  expect(similar[0]?.evidence.map(({ text }) => text)).not.toContain('Other tickets are as near');
});
