import { hash } from 'node:crypto';
import { type Bags, createBags } from './bags.ts';

/** What of a ticket is open to everybody in its project, as plain text. */
export interface TicketTexts {
  readonly id: string;
  readonly key: string;
  readonly project: string;
  readonly summary: string;
  readonly description: string;
  /** The first few comments, one text. */
  readonly comments: string;
  /** Keys of tickets that it is linked to as a duplicate: for measuring alone. */
  readonly duplicates: readonly string[];
}

/** A ticket by its texts' bags; null where a text says too little. */
export interface CorpusTicket {
  readonly key: string;
  readonly project: string;
  readonly summary: number | null;
  readonly description: number | null;
  readonly comments: number | null;
  /** The description in two parts. */
  readonly halves: readonly [number, number] | null;
  /** Not learned from: what is learned is measured on it. */
  readonly heldBack: boolean;
  readonly duplicates: readonly string[];
}

export interface Corpus {
  readonly bags: Bags;
  readonly tickets: readonly CorpusTicket[];
  /** In how many tickets that are learned from each token stands. */
  readonly documentFrequency: Uint32Array;
}

/** The longest text that is read, in UTF-16 units: that of a piece in the index. */
const MAX_LENGTH = 4000;
/** A text of fewer different tokens says too little to be told from others. */
const [MIN_SUMMARY, MIN_TEXT] = [2, 6];

export interface CorpusBuilder {
  add(ticket: TicketTexts): void;
  /** @param heldBack how many tickets should be held back, about. */
  finish(heldBack: (tickets: number) => number): Corpus;
}

/** Takes tickets one by one, so that their text need not be held. */
export function createCorpus(
  encode: (text: string) => number[],
  vocabularySize: number,
  seed: number,
): CorpusBuilder {
  const bags = createBags(vocabularySize);
  const tickets: (Omit<CorpusTicket, 'heldBack'> & { readonly place: number })[] = [];

  function bag(text: string, least: number): number | null {
    const added = bags.add(encode(text.slice(0, MAX_LENGTH)));
    return bags.end(added) - bags.start(added) >= least ? added : null;
  }

  return {
    add({ id, key, project, summary, description, comments, duplicates }) {
      const cut = cutInTwo(description.slice(0, MAX_LENGTH));
      const halves = cut && ([bag(cut[0], MIN_TEXT), bag(cut[1], MIN_TEXT)] as const);
      tickets.push({
        key,
        project,
        summary: bag(summary, MIN_SUMMARY),
        description: bag(description, MIN_TEXT),
        comments: bag(comments, MIN_TEXT),
        halves: halves && halves[0] !== null && halves[1] !== null ? [halves[0], halves[1]] : null,
        duplicates,
        place: placeOf(id, seed),
      });
    },
    finish(wanted) {
      const usable = tickets.filter(isMeasurable).length;
      const share = wanted(usable) / Math.max(1, usable);
      const finished = tickets.map(({ place, ...ticket }) => ({
        ...ticket,
        heldBack: isMeasurable(ticket) && place < share,
      }));
      return { bags, tickets: finished, documentFrequency: frequencies(bags, finished, vocabularySize) };
    },
  };
}

/** Whether a ticket can show if its summary finds its description. */
export function isMeasurable<T extends Pick<CorpusTicket, 'summary' | 'description'>>(
  ticket: T,
): ticket is T & { readonly summary: number; readonly description: number } {
  return ticket.summary !== null && ticket.description !== null;
}

/**
 * A ticket's own number in [0, 1). The tickets below a share are held back: as a collection grows, and its share sinks,
 * those that are held back were held back before, too.
 */
function placeOf(id: string, seed: number): number {
  return Number.parseInt(hash('sha256', `${seed}:${id}`).slice(0, 12), 16) / 2 ** 48;
}

/** At the line, sentence or word that ends nearest to the middle; null where there is none. */
function cutInTwo(text: string): readonly [string, string] | null {
  const middle = Math.floor(text.length / 2);
  for (const separator of ['\n', '. ', ' ']) {
    const [before, after] = [text.lastIndexOf(separator, middle), text.indexOf(separator, middle)];
    const at = after < 0 || middle - before < after - middle ? before : after;
    if (at > text.length / 4 && at < (text.length * 3) / 4)
      return [text.slice(0, at + 1), text.slice(at + 1)];
  }
  return null;
}

function frequencies(bags: Bags, tickets: readonly CorpusTicket[], vocabularySize: number): Uint32Array {
  const found = new Uint32Array(vocabularySize);
  const last = new Int32Array(vocabularySize).fill(-1);
  for (const [number, { heldBack, summary, description, comments }] of tickets.entries()) {
    if (heldBack) continue;
    for (const bag of [summary, description, comments]) {
      if (bag === null) continue;
      for (let entry = bags.start(bag); entry < bags.end(bag); entry += 1) {
        const token = bags.token(entry);
        if (last[token] === number) continue;
        last[token] = number;
        found[token]! += 1;
      }
    }
  }
  return found;
}
