import { type DemoTicket, generateCompany, plainTextOf } from '../../src/demo/index.ts';
import { createRandom, type Random } from '../../src/demo/random.ts';
import { termsOf } from '../../src/knowledge/terms.ts';

/** Tickets of the demo company that the sentences come from. */
const COMPANY = 4000;
/** One ticket in so many is kept for queries: none of its sentences is put into a document. */
const HELD_OUT = 10;

export interface TextSource {
  /** The text of a document: sentences of one ticket, a few of another, and numbers of its own. */
  documentText(): string;
  /** Two to six words that stand beside each other in a ticket that was held out. */
  words(): string;
  /** Summary and description of a ticket that was held out. */
  ticket(): string;
}

/** Texts as they stand in the demo company's tickets, as many as are asked for; the same seed gives the same ones. */
export function textSource(seed: number): TextSource {
  const { tickets } = generateCompany({ seed, tickets: COMPANY });
  const random = createRandom(seed).fork('texts');
  const heldOut = tickets.filter((_, position) => position % HELD_OUT === 0);
  const pool = tickets.filter((_, position) => position % HELD_OUT !== 0).map(sentencesOf);

  return {
    documentText() {
      const own = some(random, random.pick(pool), random.int(3, 6));
      const others = some(random, random.pick(pool), random.int(0, 2));
      return withOtherNumbers([...own, ...others].join(' '), random);
    },
    words() {
      for (;;) {
        const words = contentWords(random.pick(sentencesOf(random.pick(heldOut))));
        const count = random.int(2, 6);
        if (words.length >= count)
          return words
            .slice(random.int(0, words.length - count))
            .slice(0, count)
            .join(' ');
      }
    },
    ticket() {
      const { summary, description } = random.pick(heldOut);
      return `${summary}\n${plainTextOf(description)}`;
    },
  };
}

function sentencesOf({ summary, description, comments }: DemoTicket): string[] {
  const texts = [summary, plainTextOf(description), ...comments.map(({ body }) => plainTextOf(body))];
  return texts.flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/)).filter((sentence) => sentence.length > 0);
}

/** Some of the sentences, in their order. */
function some(random: Random, sentences: readonly string[], count: number): string[] {
  const from = random.int(0, Math.max(0, sentences.length - count));
  return sentences.slice(from, from + count);
}

/** Ids, amounts and times differ from ticket to ticket: the vocabulary grows with the documents, as it does in life. */
function withOtherNumbers(text: string, random: Random): string {
  return text.replace(/\d{3,}/g, (digits) => Array.from(digits, () => random.int(0, 9)).join(''));
}

/** Whole words that are no stop words, in their order. */
function contentWords(sentence: string): string[] {
  const words: string[] = [];
  let end = 0;
  for (const term of termsOf(sentence)) {
    if (term.start < end) continue;
    words.push(sentence.slice(term.start, term.end));
    end = term.end;
  }
  return words;
}
