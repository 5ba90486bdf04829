import { describe, expect, test } from 'vitest';
import { WEIGHTS } from '../../../src/knowledge/index/weights.ts';
import type { Calibration } from '../../../src/knowledge/similar/calibration.ts';
import type { Comparison } from '../../../src/knowledge/similar/compare.ts';
import { evidenceOf } from '../../../src/knowledge/similar/evidence.ts';
import { FEATURES, type Feature, featuresOf, PARTS } from '../../../src/knowledge/similar/features.ts';
import { likelihoodOf } from '../../../src/knowledge/similar/likelihood.ts';
import { connectionBetween, linkedAsDuplicate } from '../../../src/knowledge/similar/links.ts';
import { sharedSigns, signsOf } from '../../../src/knowledge/similar/shared-terms.ts';
import { head } from '../../support/ticket-head.ts';

const DAY = 86_400_000;
const link = (type: string, relation: string, key: string) => ({ type, relation, key });

describe('links', () => {
  test.each([
    ['Duplicate', 'is duplicated by', 'duplicate'],
    ['Duplikat', 'ist ein Duplikat von', 'duplicate'],
    ['Doublon', 'est un doublon de', 'duplicate'],
    ['Cloners', 'is cloned by', 'clone'],
    ['Blocks', 'blocks', 'block'],
    ['Parent/Child', 'is child of', 'hierarchy'],
    ['Relates', 'relates to', 'other'],
    ['Regression', 'is broken by', 'other'],
  ])('%s, "%s" is a %s', (type, relation, kind) => {
    const [a, b] = [head({ id: 'A-1', links: [link(type, relation, 'B-1')] }), head({ id: 'B-1' })];
    expect(connectionBetween(a, b)).toEqual({ kind, relation });
    expect(connectionBetween(b, a)?.kind).toBe(kind);
    expect(linkedAsDuplicate(a)).toBe(kind === 'duplicate');
  });

  test('a duplicate counts before other links, a parent connects, strangers are not connected', () => {
    const links = [link('Relates', 'relates to', 'B-1'), link('Duplicate', 'duplicates', 'B-1')];
    expect(connectionBetween(head({ id: 'A-1', links }), head({ id: 'B-1' }))?.kind).toBe('duplicate');
    expect(connectionBetween(head({ id: 'A-1', parentKey: 'B-1' }), head({ id: 'B-1' }))?.kind).toBe(
      'hierarchy',
    );
    expect(connectionBetween(head({ id: 'A-1' }), head({ id: 'A-2', parentKey: 'A-1' }))?.kind).toBe(
      'hierarchy',
    );
    expect(connectionBetween(head({ id: 'A-1', links }), head({ id: 'C-1' }))).toBeNull();
  });
});

describe('of several sites', () => {
  test('a link or a parent names a ticket of its own site, not the one that has that key at another', () => {
    const links = [link('Duplicate', 'duplicates', 'B-1')];
    const ours = { ...head({ id: 'B-1' }), id: '10001' };
    const theirs = { ...ours, id: 'us:10001' };
    for (const more of [{ links }, { parentKey: 'B-1' }]) {
      const naming = { ...head({ id: 'A-1', ...more }), id: 'us:10002' };
      expect(connectionBetween(naming, theirs)).not.toBeNull();
      expect(connectionBetween(naming, ours)).toBeNull();
      expect(connectionBetween(ours, naming)).toBeNull();
    }
  });
});

describe('what texts share', () => {
  const trace = 'at org.example.Pool.take(Pool.java:41)\n  at org.example.Main.run(Main.java:7)';

  test('identifiers and places in stack traces are told from words, keys and plain hyphens', () => {
    const { identifiers, frames } = signsOf(
      `PaymentGateway db_pool ERR42 client-side PAY-17 e.g. slow\n${trace}`,
    );
    expect([...identifiers]).toEqual(expect.arrayContaining(['PaymentGateway', 'db_pool', 'ERR42']));
    for (const none of ['client-side', 'PAY-17', 'slow']) expect(identifiers.has(none)).toBe(false);
    expect([...frames]).toEqual(['org.example.Pool.take', 'org.example.Main.run']);
    expect([...signsOf('File "jobs/run.py", line 7, in start').frames]).toEqual(['jobs/run.py start']);
  });

  test('what most of the others have too is not rare', () => {
    const own = signsOf('The queue quarantines NodeLabel messages');
    const others = ['the queue quarantines NodeLabel', ...Array(9).fill('the queue of messages')].map(
      signsOf,
    );
    const [first, second] = sharedSigns(own, others);
    expect(first).toMatchObject({
      words: expect.arrayContaining(['quarantines']),
      identifiers: ['NodeLabel'],
    });
    expect(first?.words).not.toContain('queue');
    expect(second?.words).toEqual([]);
  });
});

describe('evidence', () => {
  const own = head({ id: 'PAY-2', created: 400 * DAY, components: ['gateway'] });
  const comparison: Comparison = {
    ticket: head({ id: 'PAY-1', created: 399 * DAY, components: ['gateway'] }),
    similarity: 0.7,
    ahead: 0.2,
    lexical: 0.6,
    semantic: 0.8,
    summaries: 0.9,
    shared: {
      words: ['quarantine'],
      identifiers: ['NodeLabel'],
      frames: ['org.example.Pool.take'],
    },
    named: false,
  };
  /** Each feature counts one for one, and typical candidates have none of it. */
  const calibration = (weights: Partial<Record<Feature, number>>): Calibration => ({
    origin: 'shipped',
    embedder: 'e',
    intercept: 0,
    weights: FEATURES.map((name) => weights[name] ?? 0),
    typical: [...FEATURES, ...PARTS].map(() => 0),
    signals: WEIGHTS,
  });
  const said = (with_: Comparison, weights: Partial<Record<Feature, number>>) =>
    evidenceOf(own, with_, calibration(weights)).map(({ kind, speaks }) => `${speaks} ${kind}`);

  test('is what moves the probability, weightiest first, with the words', () => {
    expect(said(comparison, { similarity: 0.1, summaries: 3 })).toEqual([
      'for meaning',
      'for words',
      ...['for frames', 'for identifiers', 'for component'],
    ]);
    const [words] = evidenceOf(own, comparison, calibration({ similarity: 0.1 }));
    expect(words).toEqual({
      kind: 'words',
      speaks: 'for',
      text: 'Rare words in common',
      terms: ['quarantine'],
    });
  });

  test('speaks against where it lowers the probability, and then names no words', () => {
    const [words] = evidenceOf(own, comparison, calibration({ similarity: -0.2 }));
    expect(words).toMatchObject({ speaks: 'against', terms: [] });
    const far = {
      ...comparison,
      ticket: head({ id: 'OPS-1', created: -900 * DAY, project: { key: 'OPS', name: 'O' } }),
    };
    expect(said(far, { similarity: 1 })).toEqual([
      'for words',
      'against time',
      'for frames',
      'for identifiers',
      'against project',
    ]);
  });

  test('says what the probability does not know: types, resolutions, keys in the text', () => {
    const odd = {
      ...comparison,
      named: true,
      ticket: head({ id: 'PAY-1', type: 'Task', resolution: 'Not a Bug' }),
    };
    expect(said(odd, {})).toEqual([
      ...['for frames', 'for identifiers'],
      ...['for mention', 'against type', 'against resolution'],
    ]);
  });

  test('features are as many as their names, and numbers', () => {
    const features = featuresOf(own, comparison);
    expect(features).toHaveLength(FEATURES.length + PARTS.length);
    expect(features.every(Number.isFinite)).toBe(true);
  });
});

test('a probability has a word', () => {
  expect([0.95, 0.9, 0.6, 0.3, 0.01].map(likelihoodOf)).toEqual([
    'almost-certain',
    'almost-certain',
    'probable',
    'possible',
    'unlikely',
  ]);
});
