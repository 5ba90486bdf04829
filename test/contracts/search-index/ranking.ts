import { expect, test } from 'vitest';
import type { TextQuery } from '../../../src/knowledge/index/search-index.ts';
import { indexDocument, unit } from '../../support/index-document.ts';
import type { OpenFilledIndex } from './harness.ts';

const NO_WORDS: TextQuery = { words: '', phrases: [], prefixes: [], excluded: [] };

/** By words, with what a query may demand of them, and by meaning. */
export function rankingContract(filled: OpenFilledIndex): void {
  test('a rarer word counts more, and a word in the summary more than one in the text', async () => {
    const { ids } = await filled(
      indexDocument('a', ['Login fails', 'timeout of the session']),
      indexDocument('b', ['Session timeout', 'after login']),
      indexDocument('c', ['Session lost', 'nothing more']),
    );
    expect(await ids({ text: 'timeout' })).toEqual(['b', 'a']);
    expect((await ids({ text: 'session timeout' }))[0]).toBe('b');
    expect(await ids({ text: 'printer' })).toEqual([]);
  });

  test('a long repetition of a query word does not drown the others', async () => {
    const { ids } = await filled(
      indexDocument('a', ['x', 'error '.repeat(50)]),
      indexDocument('b', ['x', 'error in the ledger export']),
    );
    expect((await ids({ text: `${'error '.repeat(30)} ledger export` }))[0]).toBe('b');
  });

  const resets = [
    indexDocument('a', ['Connection reset by peer', 'in the morning']),
    indexDocument('b', ['Reset of the connection', 'in the evening']),
    indexDocument('c', ['Disk full', 'in the morning']),
  ];

  test('a phrase is demanded in one piece and in its order, or its words rank', async () => {
    const { index, ids } = await filled(...resets);
    const found = (await ids({ text: { ...NO_WORDS, phrases: ['connection reset'] } })).sort();
    expect(found).toEqual(index.capabilities.phrases ? ['a'] : ['a', 'b']);
    const morning = { ...NO_WORDS, words: 'disk connection', phrases: ['the morning'] };
    expect((await ids({ text: morning })).sort()).toEqual(
      index.capabilities.phrases ? ['a', 'c'] : ['a', 'b', 'c'],
    );
  });

  test('the beginning of a word is demanded, or ranks as a word', async () => {
    const { index, ids } = await filled(...resets);
    const found = (await ids({ text: { ...NO_WORDS, prefixes: ['connec'] } })).sort();
    expect(found).toEqual(index.capabilities.prefixes ? ['a', 'b'] : []);
  });

  test('what is excluded stays away, where it is not refused before', async () => {
    const { index, ids } = await filled(...resets);
    const without = (kind: 'phrase' | 'prefix', text: string) =>
      ids({ text: { ...NO_WORDS, words: 'connection', excluded: [{ kind, text }] } });
    const all = ['a', 'b'];
    expect((await without('phrase', 'by peer')).sort()).toEqual(index.capabilities.exclusion ? ['b'] : all);
    expect((await without('prefix', 'even')).sort()).toEqual(index.capabilities.exclusion ? ['a'] : all);
  });

  test('a typing mistake is taken for what was meant, and that is said, or finds nothing', async () => {
    const { index, list } = await filled(...resets);
    const { hits, expansions } = await list({ text: 'conection' });
    const { typos } = index.capabilities;
    expect(hits.map(({ ticketId }) => ticketId).sort()).toEqual(typos ? ['a', 'b'] : []);
    expect(expansions).toEqual(typos ? [{ word: 'conection', meant: ['connection'] }] : []);
  });

  test('the nearest passage counts, and vectors without meaning never do', async () => {
    const { list } = await filled(
      indexDocument('near', ['a', 'b'], { vectors: [unit(1, 0.2), unit(1, 0)] }),
      indexDocument('far', ['a', 'b'], { vectors: [unit(0, 1), unit(0.2, 1)] }),
      indexDocument('none', ['a', 'b']),
    );
    const { hits } = await list({ vectors: { whole: unit(1, 0), summary: unit(1, 0) } });
    expect(hits.map(({ ticketId }) => ticketId)).toEqual(['near', 'far']);
    expect(hits[0]?.semantic).toBeGreaterThan(0.95);
    expect(hits[0]?.passage).toMatchObject({ id: 'near:1', kind: 'report', text: 'b' });
  });
}
