import { type PhraseWord, termOf } from '../../../terms.ts';
import { countOf, type Entries, entryOf, type Postings, slotOf } from './postings.ts';
import type { Slots } from './slots.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where to look. */
export interface Searched {
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  readonly slots: Slots;
}

/** How often each text holds what was looked for. */
type Counts = Map<number, number>;

/**
 * The texts in which a phrase stands in one piece, in any of its readings. Its words are meant in all their forms, and
 * where the phrase has a stop word, any one word may stand.
 */
export function textsWithPhrase(searched: Searched, readings: readonly (readonly PhraseWord[])[]): Entries {
  const counts: Counts = new Map();
  for (const reading of readings) {
    for (const [slot, count] of countPhrase(searched, reading))
      counts.set(slot, Math.max(count, counts.get(slot) ?? 0));
  }
  return entriesFrom(counts);
}

function countPhrase({ vocabulary, postings, slots }: Searched, phrase: readonly PhraseWord[]): Counts {
  const words = phrase.map(({ word, gap }) => ({ term: vocabulary.find(termOf({ word, isName: false })), gap }));
  if (words.some(({ term }) => term < 0)) return new Map();
  const [first, ...others] = words as [(typeof words)[0], ...typeof words];
  if (others.length === 0) return countEntries(postings.entries(first.term), slots);

  const candidates = textsWithAll(words.map(({ term }) => term), postings, slots);
  if (candidates.size === 0) return new Map();
  const isCandidate = (slot: number) => candidates.has(slot);
  // Where the phrase would have to go on, by text.
  let open = new Map<number, number[]>();
  postings.eachPlace(first.term, isCandidate, (slot, { position, span }) => {
    put(open, slot, position + span);
  });
  for (const { term, gap } of others) {
    const further = new Map<number, number[]>();
    postings.eachPlace(term, (slot) => open.has(slot), (slot, { position, span }) => {
      if (open.get(slot)?.includes(position - gap)) put(further, slot, position + span);
    });
    open = further;
  }
  return new Map([...open].map(([slot, ends]) => [slot, ends.length]));
}

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The rarest term first, so that there is never more to remember than its texts. */
function textsWithAll(terms: readonly number[], postings: Postings, slots: Slots): Set<number> {
  const lists = [...new Set(terms)].map((term) => postings.entries(term));
  lists.sort((a, b) => a.end - a.start - (b.end - b.start));
  let texts: Set<number> | null = null;
  for (const { cells, start, end } of lists) {
    const both = new Set<number>();
    for (let i = start; i < end; i += 1) {
      const slot = slotOf(cells[i] as number);
      if (texts ? texts.has(slot) : slots.isLive(slot)) both.add(slot);
    }
    texts = both;
  }
  return texts ?? new Set();
}

function countEntries({ cells, start, end }: Entries, slots: Slots): Counts {
  const counts: Counts = new Map();
  for (let i = start; i < end; i += 1) {
    const entry = cells[i] as number;
    if (slots.isLive(slotOf(entry))) counts.set(slotOf(entry), countOf(entry));
  }
  return counts;
}

/** The texts that hold a word that begins so, as it is written there. */
export function textsWithPrefix({ vocabulary, postings, slots }: Searched, prefix: string): Entries {
  const forms = new Map<number, Set<number>>();
  for (const word of vocabulary.withPrefix(prefix.toLowerCase())) {
    const term = vocabulary.term(word);
    forms.set(term, (forms.get(term) ?? new Set()).add(vocabulary.form(word)));
  }
  const counts: Counts = new Map();
  const add = (slot: number, count: number) => counts.set(slot, (counts.get(slot) ?? 0) + count);
  for (const [term, wanted] of forms) {
    if (wanted.size === vocabulary.forms(term)) {
      for (const [slot, count] of countEntries(postings.entries(term), slots)) add(slot, count);
    } else {
      postings.eachPlace(term, slots.isLive, (slot, { form }) => {
        if (wanted.has(form)) add(slot, 1);
      });
    }
  }
  return entriesFrom(counts);
}

function entriesFrom(counts: Counts): Entries {
  const cells = Uint32Array.from(counts, ([slot, count]) => entryOf(slot, count));
  return { cells, start: 0, end: cells.length };
}
