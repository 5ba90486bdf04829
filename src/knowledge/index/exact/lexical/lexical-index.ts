import { type Word, wordsOf } from '../../../terms.ts';
import type { ChunkKind, TextQuery } from '../../search-index.ts';
import type { Place } from './places.ts';
import { createPostings, MOST_SLOTS, type PostingsParts } from './postings.ts';
import { askLexically, type LexicalAnswer, type Readership } from './question.ts';
import { createSlots, type SlotsParts } from './slots.ts';
import { createVocabulary, type VocabularyParts } from './vocabulary.ts';

/** A text of a ticket. Its slot is its number in all arrays while it is there: below 2^22. */
export interface IndexedText {
  readonly slot: number;
  readonly kind: ChunkKind;
  readonly text: string;
}

/**
 * Finds texts by their words, exactly: whatever `allowed` lets through is scored, and nothing else. Nothing in here is
 * asynchronous, so that a reader never sees half a change.
 */
export interface LexicalIndex {
  /** Puts in all texts of a ticket, which has none in here. `ticket` is a number below 2^22 that no other one has. */
  add(ticket: number, texts: readonly IndexedText[]): void;
  /**
   * Takes out all texts of a ticket. From now on they count nowhere; but their slots must be given to no other text
   * before `sweep` has returned them, and `allowed` must be 0 for them until then.
   */
  remove(slots: readonly number[]): void;
  /**
   * Clears away a part of what removed texts left behind: to be called now and then, after changes or when idle. About
   * `steps` entries are looked at (a million are some milliseconds). A round begins when enough has been removed to be
   * worth it, and at its end the slots of what was removed before it began are returned: free from now on.
   */
  sweep(steps: number): readonly number[];
  /** Whether `sweep` has something to do. */
  isSweepDue(): boolean;
  /**
   * What the texts say to a query. Good until the next change.
   *
   * @param allowed by slot: 0 where the text must not count, because it was removed, the asker may not read it or a
   * filter leaves it out.
   * @param readership what the asker may read, where that is not everything: how rare words and how long texts are is
   * counted of it alone.
   */
  ask(query: TextQuery, allowed: Uint8Array, readership?: Readership | null): LexicalAnswer;
  /** See `Slots`. */
  shapes(): Uint32Array;
  /** Memory in use, in bytes, about. */
  bytes(): { vocabulary: number; entries: number; places: number; slots: number };
  /** Everything as it lies there, good until the next change. */
  parts(): LexicalParts;
}

/** A lexical index as raw arrays. Numbers are in the byte order of the machine. */
export interface LexicalParts {
  readonly vocabulary: VocabularyParts;
  readonly postings: PostingsParts;
  readonly slots: SlotsParts;
}

/** A round of sweeping begins when this share of all slots, and this many, wait for it. */
const SWEPT_SHARE = 1 / 16;
const SWEPT_LEAST = 64;

/**
 * @param from what the index held before, which belongs to it from then on; without it, it is empty.
 * @param sweptLeast below this many removed texts no round of sweeping begins.
 */
export function createLexicalIndex({
  from,
  sweptLeast = SWEPT_LEAST,
}: {
  from?: LexicalParts | undefined;
  sweptLeast?: number | undefined;
} = {}): LexicalIndex {
  const vocabulary = createVocabulary(from?.vocabulary);
  const slots = createSlots(from?.slots);
  const postings = createPostings(slots, from?.postings);
  /** The next term to be cleared; null between rounds. */
  let next: number | null = null;

  function addText({ slot, kind, text }: IndexedText, ticket: number): void {
    if (slot >= MOST_SLOTS) throw new RangeError(`slot ${slot}: an index holds ${MOST_SLOTS} texts at most`);
    const places = new Map<number, Place[]>();
    let length = 0;
    for (const word of wordsOf(text)) {
      const number = vocabulary.enter(word);
      const place = placeOf(word, vocabulary.form(number));
      const term = vocabulary.term(number);
      const known = places.get(term);
      if (known) known.push(place);
      else places.set(term, [place]);
      length += 1;
    }
    slots.put(slot, ticket, kind, length);
    for (const [term, placesOfTerm] of places) postings.append(term, slot, placesOfTerm);
  }

  const isEnoughRemoved = () => slots.removed() >= Math.max(sweptLeast, slots.end() * SWEPT_SHARE);

  return {
    add(ticket, texts) {
      if (texts.length > 0) slots.countTicket();
      for (const text of texts) addText(text, ticket);
    },
    remove(removed) {
      if (removed.length > 0) slots.remove(removed);
    },
    sweep(steps) {
      if (next === null) {
        if (!isEnoughRemoved()) return [];
        slots.closeRound();
        next = 0;
      }
      for (let left = steps; left > 0 && next < vocabulary.size(); next += 1) {
        const { start, end } = postings.entries(next);
        left -= 1 + end - start;
        postings.clear(next);
      }
      if (next < vocabulary.size()) return [];
      next = null;
      return slots.release();
    },
    isSweepDue: () => next !== null || isEnoughRemoved(),
    ask: (query, allowed, readership = null) =>
      askLexically({ vocabulary, postings, slots }, query, { allowed, readership }),
    shapes: slots.shapes,
    bytes: () => ({ vocabulary: vocabulary.bytes(), ...postings.bytes(), slots: slots.bytes() }),
    parts: () => ({ vocabulary: vocabulary.parts(), postings: postings.parts(), slots: slots.parts() }),
  };
}

function placeOf({ position, span }: Word, form: number): Place {
  return { position, span, form };
}
