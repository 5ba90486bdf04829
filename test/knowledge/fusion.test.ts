import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot } from '../../src/knowledge/centring/principal-components.ts';
import { addChunk, emptyScore, type FusionScale, fuse } from '../../src/knowledge/index/exact/fusion.ts';
import { meaningOf, probesOf, UNREAD } from '../../src/knowledge/index/meaning.ts';
import { WEIGHTS } from '../../src/knowledge/index/weights.ts';

const unrelated = { middle: 0.01, deviation: 0.06 };
const both: FusionScale = {
  words: true,
  meaning: true,
  queryWords: 5,
  fullWords: 4,
  ticketsWithWords: 0,
  unrelated,
};

/** A ticket of one passage and a summary, with the scores that these got. */
function scored(ticketId: string, { words = 0, meaning = 0 }: { words?: number; meaning?: number }) {
  const score = emptyScore(ticketId);
  addChunk(score, `${ticketId}:summary`, 'summary', 0, meaning);
  addChunk(score, `${ticketId}:report`, 'report', words, meaning);
  return score;
}

const ids = (hits: readonly { ticketId: string }[]) => hits.map(({ ticketId }) => ticketId);

describe('a hit without words', () => {
  const tickets = [0.1, 0.2, 0.25, 0.32, 0.5].map((meaning) => scored(String(meaning), { meaning }));

  test('must lie far above unrelated tickets where nobody has the words', () => {
    expect(ids(fuse(tickets, both, 10))).toEqual(['0.5', '0.32']);
  });

  test('need not lie as far where many tickets have some, and nothing is asked of tickets with words', () => {
    const others = [...tickets, scored('words', { words: 4, meaning: -0.3 })];
    expect(ids(fuse(others, { ...both, ticketsWithWords: 40 }, 10))).toEqual([
      'words',
      '0.5',
      '0.32',
      '0.25',
      '0.2',
    ]);
  });

  test('of a search by meaning alone must lie above chance', () => {
    const meaning = { ...both, words: false, fullWords: 0 };
    expect(ids(fuse(tickets, meaning, 10))).toEqual(['0.5', '0.32', '0.25', '0.2']);
  });

  test('is any that points the same way, while it is not known how near unrelated ones lie', () => {
    expect(ids(fuse(tickets, { ...both, unrelated: null }, 10))).toHaveLength(5);
    expect(fuse([scored('away', { meaning: -0.1 })], { ...both, unrelated: null }, 10)).toEqual([]);
  });
});

describe('the score', () => {
  test('of a few words meaning counts sooner: even what they mean lies less far above unrelated tickets', () => {
    const ticket = [scored('a', { words: 1, meaning: 0.3 })];
    const scores = [1, 2, 3, 5, 50].map(
      (queryWords) => fuse(ticket, { ...both, queryWords }, 1)[0]?.score ?? 0,
    );
    expect(scores[0]).toBe(scores[1]);
    expect(scores[1]).toBeGreaterThan(scores[2] as number);
    expect(scores[2]).toBeGreaterThan(scores[3] as number);
    expect(scores[3]).toBe(scores[4]);
  });

  test('meaning counts by its distance from unrelated tickets, whatever the range of the embedder', () => {
    const narrow = { middle: 0.7, deviation: 0.02 };
    const at = (deviations: number, { middle, deviation } = unrelated) =>
      scored('a', { words: 4, meaning: middle + deviations * deviation });
    const score = (ticket: ReturnType<typeof scored>, scale: FusionScale) =>
      fuse([ticket], scale, 1)[0]?.score;
    for (const deviations of [0, 2, 8])
      expect(score(at(deviations), both)).toBeCloseTo(
        score(at(deviations, narrow), { ...both, unrelated: narrow }) as number,
        6,
      );
  });

  test('one shared word of a short query is no perfect fit', () => {
    const [hit] = fuse([scored('a', { words: 1 })], both, 1);
    expect(hit?.lexical).toBeCloseTo(0.25, 6);
    expect(hit?.score).toBeCloseTo((1 - WEIGHTS.meaning) * 0.25, 6);
  });

  test('never leaves 0 to 1, and orders hits; each signal is named', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const ticket = fc.record({ words: fc.nat(400).map((tenths) => tenths / 10), meaning: value });
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 12 }), fc.boolean(), (tickets, known) => {
        const scale = { ...both, unrelated: known ? unrelated : null };
        const hits = fuse(
          tickets.map((each, i) => scored(String(i), each)),
          scale,
          12,
        );
        for (const [place, hit] of hits.entries()) {
          expect(hit.score).toBeGreaterThanOrEqual(0);
          expect(hit.score).toBeLessThanOrEqual(1);
          expect(hit.score).toBeLessThanOrEqual(hits[place - 1]?.score ?? 1);
          const given = tickets[Number(hit.ticketId)] as { words: number; meaning: number };
          expect(hit.passageMeaning).toBe(given.meaning);
          expect(hit.summaryMeaning).toBe(given.meaning);
          expect(hit.lexical > 0).toBe(given.words > 0);
        }
      }),
    );
  });

  test('a part that the asker may not read has no meaning of its own', () => {
    const score = emptyScore('a');
    addChunk(score, 'a:summary', 'summary', 3, 0.4);
    expect(fuse([score], both, 1)[0]).toMatchObject({
      passageMeaning: null,
      summaryMeaning: 0.4,
      semantic: 0.4,
    });
  });
});

test('like texts count whole and unlike ones by half, by one vector for each kind', () => {
  const vector = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    .map((values) => Float32Array.from(values));
  fc.assert(
    fc.property(vector, vector, vector, vector, (whole, summary, passage, title) => {
      const probes = probesOf({ whole, summary });
      const products = (dot(passage, probes.passage) + dot(title, probes.summary)) * 1.5;
      const four =
        dot(passage, whole) + dot(title, summary) + 0.5 * (dot(passage, summary) + dot(title, whole));
      expect(products).toBeCloseTo(four, 4);
    }),
  );
  const vector1 = Float32Array.of(0.6, 0.8);
  const same = probesOf({ whole: vector1, summary: vector1 });
  expect(dot(same.passage, same.passage)).toBeCloseTo(1, 6);
  expect(meaningOf(UNREAD, UNREAD)).toBe(-1);
});
