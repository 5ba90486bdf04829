import { type PhraseWord, termOf } from '../../../terms.ts';
import { countOf, type Entries, type Postings, slotOf } from './postings.ts';
import type { Slots } from './slots.ts';
import { createTally } from './tally.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where to look. */
export interface Searched {
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  readonly slots: Slots;
}

/**
 * The texts in which a phrase stands in one piece, in any of its readings, and how often. Its words are meant in all
 * their forms, and where the phrase has a stop word, any one word may stand.
 */
export function textsWithPhrase(searched: Searched, readings: readonly (readonly PhraseWord[])[]): Entries {
  const tally = createTally(searched.slots.end());
  for (const reading of readings) eachText(searched, reading, tally.raise);
  return tally.entries();
}

function eachText(
  { vocabulary, postings, slots }: Searched,
  phrase: readonly PhraseWord[],
  visit: (slot: number, count: number) => void,
): void {
  const words = phrase.map(({ word, gap }) => ({
    term: vocabulary.find(termOf({ word, isName: false })),
    gap,
  }));
  if (words.some(({ term }) => term < 0)) return;
  const [first, ...others] = words as [(typeof words)[0], ...typeof words];
  if (others.length === 0) {
    eachLive(postings.entries(first.term), slots, visit);
    return;
  }
  const terms = words.map(({ term }) => term);
  const holdsAll = textsWithAll(terms, postings, slots);
  // Where the phrase would have to go on, by text.
  let open = new Map<number, number[]>();
  postings.eachPlace(first.term, holdsAll, (slot, { position, span }) => {
    put(open, slot, position + span);
  });
  for (const { term, gap } of others) {
    if (open.size === 0) return;
    const before = open;
    const after = new Map<number, number[]>();
    postings.eachPlace(
      term,
      (slot) => holdsAll(slot) && before.has(slot),
      (slot, { position, span }) => {
        if (before.get(slot)?.includes(position - gap)) put(after, slot, position + span);
      },
    );
    open = after;
  }
  for (const [slot, ends] of open) visit(slot, ends.length);
}

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Whether a text holds all of some terms. */
function textsWithAll(terms: readonly number[], postings: Postings, slots: Slots): (slot: number) => boolean {
  const held = new Uint16Array(slots.end());
  const lists = [...new Set(terms)].map((term) => postings.entries(term));
  for (const [place, { cells, start, end }] of lists.entries()) {
    for (let i = start; i < end; i += 1) {
      const slot = slotOf(cells[i] as number);
      if (held[slot] === place && (place > 0 || slots.isLive(slot))) held[slot] = place + 1;
    }
  }
  return (slot) => held[slot] === lists.length;
}

function eachLive(
  { cells, start, end }: Entries,
  slots: Slots,
  visit: (slot: number, count: number) => void,
): void {
  for (let i = start; i < end; i += 1) {
    const entry = cells[i] as number;
    if (slots.isLive(slotOf(entry))) visit(slotOf(entry), countOf(entry));
  }
}

/** The texts that hold a word that begins so, as it is written there, and how often. */
export function textsWithPrefix({ vocabulary, postings, slots }: Searched, prefix: string): Entries {
  const formsOf = Map.groupBy(vocabulary.withPrefix(prefix.toLowerCase()), vocabulary.term);
  const tally = createTally(slots.end());
  for (const [term, words] of formsOf) {
    if (words.length === vocabulary.forms(term)) {
      eachLive(postings.entries(term), slots, tally.add);
      continue;
    }
    const forms = new Set(words.map(vocabulary.form));
    postings.eachPlace(term, slots.isLive, (slot, { form }) => {
      if (forms.has(form)) tally.add(slot, 1);
    });
  }
  return tally.entries();
}
