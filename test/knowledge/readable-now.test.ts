import { beforeEach, describe, expect, test } from 'vitest';
import { type Asker, documentFromText } from '../../src/domain/index.ts';
import type { OpenGeneration } from '../../src/knowledge/generations.ts';
import { search } from '../../src/knowledge/index.ts';
import { shippedCalibration } from '../../src/knowledge/similar/shipped.ts';
import { similarTickets } from '../../src/knowledge/similar/similar.ts';
import { hashingEmbedder } from '../support/hashing-embedder.ts';
import { type OpenIntake, openIntake } from '../support/intake.ts';
import { comment, issue, record } from '../support/issue.ts';
import { openKnowledge } from '../support/knowledge.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const operator: Asker = { kind: 'operator' };
const member: Asker = { kind: 'user', accountId: 'u9', principals: new Set(['project:PAY']) };

const told = comment(1, 'The heron was told about the invoice.');
/** Long enough to be a passage of its own. */
const trace = [
  'HeronError: the nest is empty',
  '    at Nest.take (/srv/heron/nest.js:10:3)',
  '    at Lake.fish (/srv/heron/lake.js:20:5)',
].join('\n');
const traced = comment(1, trace);

const open = (comments: unknown[], more: Record<string, unknown> = {}) =>
  issue(1, { comment: { total: comments.length, comments }, ...more });
const later = { updated: '2026-01-04T08:00:00.000+0000' };

let intake: OpenIntake;
let active: OpenGeneration;
let settle: () => Promise<void>;
let wake: () => void;
/** What the embedder waits for, once it was told. */
let answer: () => Promise<void>;

async function take(...bodies: unknown[]): Promise<void> {
  await intake.intake.take(intake.runId, bodies.map(record));
}

beforeEach(async () => {
  intake = await openIntake(temporaryFolder());
  answer = async () => {};
  const inner = hashingEmbedder();
  const knowledge = await openKnowledge(intake, {
    ...inner,
    remote: true,
    async embed(texts, options) {
      await answer();
      return inner.embed(texts, options);
    },
  });
  active = knowledge.generations.active();
  settle = knowledge.settle;
  wake = knowledge.indexer.wake;
});

async function finds(query: string, asker = member) {
  const { hits } = await search(
    { database: intake.database, ...active },
    { asker, query, mode: 'lexical', filter: [], limit: 5 },
  );
  return hits;
}

/** Everything that an answer says. */
const said = (answer: unknown) => JSON.stringify(answer);

describe.each([
  ['a comment', told],
  ['the stack trace of a comment', traced],
])('%s', (_, before) => {
  test.each([
    ['restricted', [{ ...before, jsdPublic: false }]],
    ['deleted', []],
    ['edited', [comment(1, 'Nothing to see.')]],
  ])('that was %s is not shown while its ticket waits for the index', async (_, after) => {
    await take(open([before]));
    await settle();
    expect(said(await finds('heron'))).toMatch(/heron/i);
    await take(open(after, later));

    // Being found by it alone would tell of it.
    expect(await finds('heron')).toEqual([]);
    const [byBoth] = await finds('heron idempotency');
    expect(byBoth).toMatchObject({
      why: { lexical: 0, passageMeaning: null, words: ['idempotency'] },
      passage: { kind: 'report' },
    });
    const [byKey] = await finds('PAY-1 heron');
    expect(byKey).toMatchObject({ why: { key: true, lexical: 0 }, passage: { kind: 'report' } });
    expect(said([byBoth, byKey])).not.toMatch(/heron/i);
  });
});

test('a comment that is restricted while a service keeps everybody waiting is not shown', async () => {
  await take(open([told]));
  await settle();
  const [asked, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  answer = () => {
    asked.resolve();
    return answered.promise;
  };
  await take(issue(2));
  wake();
  await asked.promise;
  await take(open([{ ...told, jsdPublic: false }], later));
  wake();
  expect(await finds('heron')).toEqual([]);
  expect(await finds('heron', operator)).toHaveLength(1);
  answered.resolve();
  await settle();
  expect(await finds('heron')).toEqual([]);
});

test('who may read a restricted comment finds it while its ticket waits', async () => {
  await take(open([told]));
  await settle();
  await take(open([{ ...told, jsdPublic: false }], later));
  const [hit] = await finds('heron', operator);
  expect(hit?.passage).toMatchObject({ kind: 'comment', text: 'The heron was told about the invoice.' });
});

test('a ticket that changed elsewhere shows the passage that it was found by', async () => {
  await take(open([told]));
  await settle();
  await take(open([told], { ...later, summary: 'Another summary' }));
  const [hit] = await finds('heron');
  expect(hit).toMatchObject({ ticket: { summary: 'Another summary' }, passage: { kind: 'comment' } });
  expect(hit?.why.lexical).toBeGreaterThan(0);
});

test('a key finds its ticket with a passage of now when no word of the query does', async () => {
  await take(issue(1, { description: documentFromText('The heron was told.') }));
  await settle();
  await take(issue(1, { ...later, description: documentFromText('Removed.') }));
  const [hit] = await finds('PAY-1');
  expect(hit?.passage.text).toContain('Removed.');
  expect(said(hit)).not.toMatch(/heron/i);
});

test('similar tickets have nothing in common that was removed from one of them since', async () => {
  const description = documentFromText(
    'PoolExhausted: the heronry ledger is drained after the zebrafish failover',
  );
  const others = Array.from({ length: 14 }, (_, at) =>
    issue(20 + at, { summary: `Chore ${at}`, description: documentFromText(`Rotate certificate ${at}`) }),
  );
  await take(issue(1, { description }), issue(2, { description }), ...others);
  await settle();
  const similar = (key: string) =>
    similarTickets(
      { database: intake.database, active, calibration: shippedCalibration },
      { asker: member, key, limit: 5 },
    );
  expect(said(await similar('PAY-1'))).toMatch(/heronry|zebrafish|PoolExhausted/i);
  await take(issue(2, { ...later, description: documentFromText('Removed.') }));
  for (const key of ['PAY-1', 'PAY-2'])
    expect(said(await similar(key))).not.toMatch(/heronry|zebrafish|PoolExhausted/i);
});
