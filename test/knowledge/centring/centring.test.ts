import { describe, expect, test } from 'vitest';
import {
  type CorpusStatistics,
  centre,
  centreDocument,
  centreQuery,
} from '../../../src/knowledge/centring/centring.ts';
import { fitStatistics } from '../../../src/knowledge/centring/fit.ts';
import { mapped } from '../../../src/knowledge/centring/mapped.ts';
import { dot, without } from '../../../src/knowledge/centring/principal-components.ts';
import { spread } from '../../../src/knowledge/centring/spread.ts';
import { unitVector } from '../../../src/knowledge/embed/unit-vector.ts';

const DIMENSIONS = 24;

/** Numbers that look drawn by chance from −1 to 1, the same in each run. */
const noise = (seed: number) =>
  Math.sin(seed * 12.9898) * 43_758.5453 - Math.floor(Math.sin(seed * 12.9898) * 43_758.5453) - 0.5;

/** Texts that all say `shared` aloud, and each something of its own. */
const text = (seed: number, shared: number) =>
  unitVector(
    Array.from({ length: DIMENSIONS }, (_, i) => (i === shared ? 2 : 0) + noise(seed * DIMENSIONS + i)),
  );

const chunk = (kind: 'summary' | 'report', vector: Float32Array) =>
  ({ id: '', kind, text: '', access: [['project:P']], vector }) as const;

const documents = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    chunks: [
      chunk('summary', text(i, 0)),
      chunk('report', text(i + 1000, 1)),
      chunk('report', text(i + 2000, 1)),
    ],
  }));

const cosineOf = (a: Float32Array, b: Float32Array) => dot(a, b);
/** Of too few tickets for a map. */
const statistics = (await fitStatistics(documents(59))) as CorpusStatistics;
/** Of enough. */
const withMap = (await fitStatistics(documents(300))) as CorpusStatistics;

describe('centring', () => {
  test('what all texts share no longer makes any two alike; the two fields have each their own', () => {
    const [a, b] = [text(5000, 0), text(5001, 0)];
    expect(cosineOf(a, b)).toBeGreaterThan(0.5);
    const { summary, passage } = statistics.fields;
    expect(Math.abs(cosineOf(centre(a, summary), centre(b, summary)))).toBeLessThan(0.4);
    expect(summary.mean[0]).toBeGreaterThan(0.5);
    expect(passage.mean[1]).toBeGreaterThan(0.5);
    expect(Math.abs(passage.mean[0] as number)).toBeLessThan(0.1);
  });

  test('centred vectors are of unit length; a text without a meaning keeps none', () => {
    const centred = centre(text(7, 0), statistics.fields.summary);
    expect(dot(centred, centred)).toBeCloseTo(1, 5);
    expect(centre(new Float32Array(DIMENSIONS), statistics.fields.summary)).toEqual(
      new Float32Array(DIMENSIONS),
    );
  });

  test('documents and queries are centred by field, and stay as they are while there are no statistics', () => {
    const [document] = documents(1);
    if (!document) throw new Error('no document');
    const centred = centreDocument(document, statistics);
    expect(centred.chunks[0]?.vector).toEqual(centre(document.chunks[0]!.vector, statistics.fields.summary));
    expect(centred.chunks[1]?.vector).toEqual(centre(document.chunks[1]!.vector, statistics.fields.passage));
    expect(centreDocument(document, null)).toBe(document);
    const vectors = { whole: text(1, 1), summary: text(2, 0) };
    const { whole, summary } = centreQuery(vectors, statistics);
    for (const [vector, { mean, components }] of [
      [whole, statistics.fields.passage],
      [summary, statistics.fields.summary],
    ] as const) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      for (const shared of [without(mean, components), ...components])
        expect(dot(vector, shared)).toBeCloseTo(0, 5);
    }
    expect(centreQuery(vectors, null)).toBe(vectors);
  });
});

describe('with a map', () => {
  test('documents and queries are mapped before they are centred', () => {
    expect(statistics.map).toBeNull();
    const map = withMap.map as Float32Array;
    const [document] = documents(1);
    const centred = centreDocument(document!, withMap);
    const { summary, passage } = withMap.fields;
    expect(centred.chunks[0]?.vector).toEqual(centre(mapped(document!.chunks[0]!.vector, map), summary));
    expect(centred.chunks[1]?.vector).toEqual(centre(mapped(document!.chunks[1]!.vector, map), passage));
    const vectors = { whole: text(1, 1), summary: text(2, 0) };
    expect(centreQuery(vectors, withMap)).toEqual(
      centreQuery(
        { whole: mapped(vectors.whole, map), summary: mapped(vectors.summary, map) },
        { ...withMap, map: null },
      ),
    );
  });
});

describe('fitting', () => {
  test('says how near unrelated tickets lie, whatever a few related ones do', async () => {
    const { middle, deviation } = statistics.unrelated;
    expect(Math.abs(middle)).toBeLessThan(0.15);
    expect(deviation).toBeGreaterThan(0.02);
    expect(deviation).toBeLessThan(0.4);
    const twins = documents(59).map((each, i, all) => (i % 20 === 0 ? (all[0] as typeof each) : each));
    expect((await fitStatistics(twins))?.unrelated.deviation).toBeCloseTo(deviation, 1);
  });

  test('the same tickets give the same statistics', async () => {
    expect(await fitStatistics(documents(59))).toEqual(statistics);
    expect(await fitStatistics(documents(300))).toEqual(withMap);
  });

  test('nothing is fitted to texts whose embedder is not there', async () => {
    const silent = documents(40).map(({ chunks }) => ({
      chunks: chunks.map((each) => ({ ...each, vector: new Float32Array(DIMENSIONS) })),
    }));
    expect(await fitStatistics(silent)).toBeNull();
    expect(await fitStatistics([...silent, ...documents(20)])).toBeNull();
    expect(await fitStatistics([...silent, ...documents(41)], 100)).toMatchObject({ tickets: 100 });
  });

  test('texts that all say the same do no harm', async () => {
    const same = documents(50).map(() => documents(1)[0]!);
    const fitted = (await fitStatistics(same)) as CorpusStatistics;
    expect(fitted.fields.summary.components).toEqual([]);
    expect(fitted.unrelated.deviation).toBeGreaterThan(0);
    const centred = centre(same[0]!.chunks[0]!.vector, fitted.fields.summary);
    expect(centred).toEqual(new Float32Array(DIMENSIONS));
  });
});

test('a sample is spread over all items, each at most once', () => {
  expect(spread([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([1, 3, 5, 7]);
  expect(spread([1, 2], 5)).toEqual([1, 2]);
  expect(spread([], 5)).toEqual([]);
});
