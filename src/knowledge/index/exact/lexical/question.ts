import { readingsOf, termOf, type Word, wordsOf } from '../../../terms.ts';
import type { Expansion, TextQuery } from '../../search-index.ts';
import { fullScoreOf, queryWeight, rarity, worthsOf } from './bm25.ts';
import { type Searched, textsWithPhrase, textsWithPrefix } from './matching.ts';
import { type Entries, slotOf } from './postings.ts';
import type { Scores } from './scores.ts';
import type { Slots } from './slots.ts';
import { type Likeness, likeTerms } from './spelling.ts';

/** What the texts say to a query. */
export interface LexicalAnswer {
  /** Gives every allowed text its score in `scores`, which must be all 0 and have room for all slots. */
  score(scores: Scores): void;
  /** What a text of average length scores that holds each of the rarest words of a short query once. */
  readonly fullScore: number;
  /** Whether a ticket holds all that is demanded and nothing that is excluded, in allowed texts. By its number. */
  admits(ticket: number): boolean;
  /** Words that hardly an allowed text holds, and what they were taken for. */
  readonly expansions: readonly Expansion[];
}

/** Texts that somebody may read, counted as if there were no others: no number tells him of these. */
export interface Readership {
  /** 1 by slot. */
  readonly texts: Uint8Array;
  /** How many tickets have any. */
  readonly tickets: number;
  /** Their mean length by class. */
  averages(): readonly number[];
}

/** Who asks. */
interface Asked {
  /** By slot: 1 where a text may count. */
  readonly allowed: Uint8Array;
  /** Null: everything. */
  readonly readership: Readership | null;
}

/** Who writes more than these different words is not looking up one of them: no spelling is guessed. */
const GUESSED_WORDS = 12;
/** A word that a single ticket holds may be that ticket's slip, where one so much like it is so much commoner. */
const MUCH_COMMONER = 20;

/** Something that texts hold or not, what it counts, and what it would count once. */
interface Sought {
  readonly entries: Entries;
  readonly weight: number;
  readonly once: number;
}

export function askLexically(searched: Searched, query: TextQuery, asked: Asked): LexicalAnswer {
  const { slots } = searched;
  const { allowed, readership } = asked;
  const tickets = readership?.tickets ?? slots.ticketCount();
  const { sought: words, expansions, terms } = wordsSought(searched, query.words, asked);
  const demanded = [
    ...query.phrases.map(readingsOf).flatMap((readings) =>
      // A phrase of stop words alone demands nothing that could be looked up.
      readings.length > 0 ? [textsWithPhrase(searched, readings)] : [],
    ),
    ...query.prefixes.flatMap((prefix) => (prefix === '' ? [] : [textsWithPrefix(searched, prefix)])),
  ];
  const excluded = query.excluded.map(({ kind, text }) =>
    kind === 'phrase' || text === ''
      ? textsWithPhrase(searched, readingsOf(text))
      : textsWithPrefix(searched, text),
  );
  const everywhere = demanded.map((entries): Sought => {
    const isHeld = allowedTickets(entries, allowed, slots, 1) > 0;
    const holders = isHeld
      ? ticketsWith(entries, slots, readership?.texts).reduce((sum, holds) => sum + holds, 0)
      : 0;
    const once = rarity(holders, tickets);
    return { entries, weight: once, once };
  });
  const sought = [...words, ...everywhere];
  return {
    score(scores) {
      const worths = worthsOf(terms, (readership ?? slots).averages(), slots.shapeEnd());
      scores.score(sought, worths, slots, allowed);
    },
    fullScore: fullScoreOf(sought.map(({ once }) => once)),
    admits: admission(demanded, excluded, slots, allowed),
    expansions,
  };
}

function wordsSought(
  searched: Searched,
  text: string,
  asked: Asked,
): { sought: Sought[]; expansions: Expansion[]; terms: number } {
  const counts = new Map<string, { word: Word; count: number }>();
  for (const word of wordsOf(text)) {
    const term = termOf(word);
    const known = counts.get(term);
    counts.set(term, { word: known?.word ?? word, count: (known?.count ?? 0) + 1 });
  }
  const sought: Sought[] = [];
  const expansions: Expansion[] = [];
  for (const [term, { word, count }] of counts) {
    const own = termSought(searched, searched.vocabulary.find(term), count, 1, asked);
    const like =
      counts.size <= GUESSED_WORDS && !word.isName ? likenesses(searched, word.word, term, asked) : [];
    const others = like.map((each) => termSought(searched, each.term, count, each.weight, asked));
    if (like.length > 0) expansions.push({ word: word.word, meant: like.map(({ spelling }) => spelling) });
    // A word that was taken for others is expected as they are.
    sought.push(...(like.length > 0 ? [{ ...own, once: 0 }, ...others.map(onlyFirst)] : [own]));
  }
  return { sought, expansions, terms: counts.size };
}

/** Nobody is expected to hold all that a word may have meant. */
function onlyFirst(sought: Sought, place: number): Sought {
  return place === 0 ? sought : { ...sought, once: 0 };
}

/** A term that no allowed text holds counts like one that no text holds, so that no number tells them apart. */
function termSought(
  searched: Searched,
  term: number,
  count: number,
  weight: number,
  { allowed, readership }: Asked,
): Sought {
  const { postings, slots } = searched;
  const entries = term < 0 ? { cells: new Uint32Array(0), start: 0, end: 0 } : postings.entries(term);
  const isHeld = allowedTickets(entries, allowed, slots, 1) > 0;
  const once =
    weight *
    rarity(isHeld ? holdersOf(term, searched, readership) : 0, readership?.tickets ?? slots.ticketCount());
  return { entries, weight: once * queryWeight(count), once };
}

/** What allowed texts hold in the place of a word that they do not hold: what others hold is nobody's business here. */
function likenesses(
  searched: Searched,
  word: string,
  term: string,
  { allowed, readership }: Asked,
): Likeness[] {
  const { vocabulary, postings, slots } = searched;
  const number = vocabulary.find(term);
  const held = number < 0 ? 0 : allowedTickets(postings.entries(number), allowed, slots, 2);
  if (held > 1) return [];
  const least = held === 0 ? 1 : MUCH_COMMONER;
  return likeTerms(vocabulary, word, (other) => {
    const like = vocabulary.term(other);
    if (like === number) return 0;
    const holders = holdersOf(like, searched, readership);
    if (holders < least || allowedTickets(postings.entries(like), allowed, slots, least) < least) return 0;
    return isWrittenSo(searched, other, allowed) ? holders : 0;
  });
}

/** Whether a word stands in an allowed text in this form, where one of its term does. */
function isWrittenSo({ vocabulary, postings }: Searched, word: number, allowed: Uint8Array): boolean {
  const term = vocabulary.term(word);
  if (vocabulary.forms(term) === 1) return true;
  const wanted = vocabulary.form(word);
  let found = false;
  postings.eachPlace(
    term,
    (slot) => !found && allowed[slot] === 1,
    (_slot, { form }) => {
      found ||= form === wanted;
    },
  );
  return found;
}

/** How many tickets hold a term, of those that the asker may read. */
function holdersOf(term: number, { postings, slots }: Searched, readership: Readership | null): number {
  if (!readership) return postings.ticketsWith(term);
  return allowedTickets(postings.entries(term), readership.texts, slots, Number.POSITIVE_INFINITY);
}

/** How many tickets hold an allowed one of these entries; no further than `most` is counted. */
function allowedTickets(
  { cells, start, end }: Entries,
  allowed: Uint8Array,
  slots: Slots,
  most: number,
): number {
  let count = 0;
  let last = -1;
  for (let i = start; i < end && count < most; i += 1) {
    const slot = slotOf(cells[i] as number);
    if (allowed[slot] === 0 || slots.ticket(slot) === last) continue;
    last = slots.ticket(slot);
    count += 1;
  }
  return count;
}

/** By ticket, 1 where it holds one of these entries that counts. */
function ticketsWith({ cells, start, end }: Entries, slots: Slots, allowed?: Uint8Array): Uint8Array {
  const tickets = new Uint8Array(slots.ticketEnd());
  for (let i = start; i < end; i += 1) {
    const slot = slotOf(cells[i] as number);
    if (allowed?.[slot] !== 0) tickets[slots.ticket(slot)] = 1;
  }
  return tickets;
}

function admission(
  demanded: readonly Entries[],
  excluded: readonly Entries[],
  slots: Slots,
  allowed: Uint8Array,
): (ticket: number) => boolean {
  const required = demanded.map((entries) => ticketsWith(entries, slots, allowed));
  const refused = excluded.map((entries) => ticketsWith(entries, slots, allowed));
  return (ticket) =>
    required.every((tickets) => tickets[ticket] === 1) && !refused.some((tickets) => tickets[ticket] === 1);
}
