import type { IndexedText } from '../../src/knowledge/index/exact/lexical/lexical-index.ts';
import type { ChunkKind, TextQuery } from '../../src/knowledge/index/search-index.ts';
import { readingsOf, termOf, type Word, wordsOf } from '../../src/knowledge/terms.ts';

/** The same search as slow and as plain as can be: everything is counted anew from the texts. */
export function referenceSearch(
  tickets: ReadonlyMap<number, readonly IndexedText[]>,
  query: TextQuery,
  isAllowed: (slot: number) => boolean,
) {
  const texts = [...tickets.values()].flat().map((text) => ({ ...text, words: [...wordsOf(text.text)] }));
  type Read = (typeof texts)[0];
  const ticketOf = (slot: number) =>
    [...tickets].find(([, list]) => list.some((text) => text.slot === slot))?.[0] as number;

  const countTerm = (term: string) => (text: Read) =>
    text.words.filter((word) => termOf(word) === term).length;
  const countPhrase = (phrase: string) => (text: Read) =>
    Math.max(0, ...readingsOf(phrase).map((reading) => startsOf(text.words, reading).length));
  const countPrefix = (prefix: string) => (text: Read) =>
    text.words.filter(({ word }) => word.startsWith(prefix.toLowerCase())).length;

  const comparedWith = (kind: ChunkKind) => LENGTHS_COMPARED.find((kinds) => kinds.includes(kind)) ?? [];
  const meanLength = (kind: ChunkKind) => {
    const lengths = texts
      .filter((text) => comparedWith(kind).includes(text.kind))
      .map(({ words }) => words.length);
    return Math.max(1, lengths.reduce((a, b) => a + b, 0) / lengths.length);
  };
  const asked = new Map<string, number>();
  const fields = new Set(wordsOf(query.words).map(termOf)).size < 30 ? FEW_WORDS : WHOLE_TEXT;
  const scores = new Map<number, number>();
  const rarities: number[] = [];
  function rank(times: number, count: (text: Read) => number): void {
    const holding = texts.filter((text) => count(text) > 0);
    // What no allowed text holds counts as if no text did.
    const isHeld = holding.some(({ slot }) => isAllowed(slot));
    const holders = isHeld ? new Set(holding.map(({ slot }) => ticketOf(slot))).size : 0;
    const rarity = Math.log(1 + (tickets.size - holders + 0.5) / (holders + 0.5));
    rarities.push(rarity);
    for (const text of holding.filter(({ slot }) => isAllowed(slot))) {
      const tf = count(text);
      const [k1, b, weight] = fields[text.kind === 'summary' ? 'summary' : 'body'];
      const norm = k1 * (1 - b + (b * text.words.length) / meanLength(text.kind));
      const worth = (weight * rarity * ((K3 + 1) * times) * (tf * (k1 + 1))) / (K3 + times) / (tf + norm);
      scores.set(text.slot, (scores.get(text.slot) ?? 0) + worth);
    }
  }
  for (const word of wordsOf(query.words)) asked.set(termOf(word), (asked.get(termOf(word)) ?? 0) + 1);
  for (const [term, times] of asked) rank(times, countTerm(term));
  const phrases = query.phrases.filter((phrase) => readingsOf(phrase).length > 0);
  for (const phrase of phrases) rank(1, countPhrase(phrase));
  for (const prefix of query.prefixes) rank(1, countPrefix(prefix));

  const holds = (ticket: number, count: (text: Read) => number) =>
    texts.some((text) => ticketOf(text.slot) === ticket && isAllowed(text.slot) && count(text) > 0);
  const admitted = [...tickets.keys()].filter(
    (ticket) =>
      phrases.every((phrase) => holds(ticket, countPhrase(phrase))) &&
      query.prefixes.every((prefix) => holds(ticket, countPrefix(prefix))) &&
      !query.excluded.some(({ kind, text }) =>
        holds(ticket, kind === 'phrase' ? countPhrase(text) : countPrefix(text)),
      ),
  );
  const fullScore = rarities
    .toSorted((a, b) => b - a)
    .slice(0, 5)
    .reduce((sum, rarity) => sum + rarity, 0);
  return { scores, admitted, fullScore };
}

/** k1, b and weight. */
const FEW_WORDS = { body: [1.6, 0.75, 1], summary: [1.2, 0.75, 0.75] } as const;
const WHOLE_TEXT = { body: [2.5, 1, 1], summary: [3, 1, 1] } as const;
const K3 = 2;
const LENGTHS_COMPARED: readonly (readonly ChunkKind[])[] = [
  ['summary'],
  ['report', 'comment', 'code'],
  ['field', 'worklog', 'attachment'],
];

/** The words with which a reading begins in a text. */
function startsOf(words: readonly Word[], reading: readonly { word: string; gap: number }[]): Word[] {
  const isMeant = (word: Word, { word: meant }: { word: string }) =>
    !word.isName && termOf(word) === termOf({ word: meant, isName: false });
  const goesOn = (place: number, rest: typeof reading): boolean => {
    const [next, ...others] = rest;
    if (!next) return true;
    return words.some(
      (word) =>
        isMeant(word, next) &&
        word.position === place + next.gap &&
        goesOn(word.position + word.span, others),
    );
  };
  const [first, ...others] = reading as [(typeof reading)[0], ...typeof reading];
  return words.filter((word) => isMeant(word, first) && goesOn(word.position + word.span, others));
}
