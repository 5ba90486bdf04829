import { termsOf } from '../terms.ts';

/** What of a text tells its matter apart: words by their stems, identifiers, and places in stack traces. */
export interface TextSigns {
  /** Each with a form in which it stands in the text. */
  readonly words: ReadonlyMap<string, string>;
  readonly identifiers: ReadonlySet<string>;
  readonly frames: ReadonlySet<string>;
}

/** A long log says no more by its end than by its beginning. In UTF-16 units. */
const MOST_TEXT = 12_000;

/** `at org.example.Pool.take(Pool.java:41)`, `at charge (gateway.ts:118)`; `File "jobs.py", line 7, in run`. */
const FRAME = /\bat\s+([\w$.<>/]+)\s?\(|\bFile "([^"\n]+)", line \d+, in (\S+)/g;
const IDENTIFIER = /[\p{L}\p{N}_$]+(?:[._$/:@-][\p{L}\p{N}_$]+)*/gu;
const SHORTEST_IDENTIFIER = 5;
/** camelCase, ClassName, snake_case, dotted.path, host:port, ERR42; not plain words joined by a hyphen. */
const MADE_UP = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|[_$@:/]|\p{L}\.\p{L}{2}|\p{L}{2,}-?\d|\d\p{L}/u;
const TICKET_KEY = /^[A-Z][A-Z0-9_]*-\d+$/i;

export function signsOf(text: string): TextSigns {
  const beginning = text.slice(0, MOST_TEXT);
  const words = new Map<string, string>();
  for (const { term, start, end } of termsOf(beginning))
    if (!words.has(term)) words.set(term, beginning.slice(start, end));
  const frames = new Set(
    [...beginning.matchAll(FRAME)].map(([, place, file, name]) => place ?? `${file} ${name}`),
  );
  const identifiers = new Set(
    [...beginning.matchAll(IDENTIFIER)]
      .map(([word]) => word)
      .filter((word) => word.length >= SHORTEST_IDENTIFIER && MADE_UP.test(word) && !TICKET_KEY.test(word)),
  );
  return { words, identifiers, frames };
}

/** What two texts have in common and few others of those compared do. */
export interface SharedSigns {
  /** As they stand in the first text, rarest first. */
  readonly words: readonly string[];
  readonly identifiers: readonly string[];
  readonly frames: readonly string[];
}

/** Numbers and syllables tell a reader nothing. */
const READABLE = /\p{L}{3}/u;

/** What more than this share of the others have too is the subject of all of them. */
const COMMON = 0.3;

/**
 * What `own` shares with each of `others`. How rare a sign is counts over `others` alone, which is all that the asker
 * may read.
 */
export function sharedSigns(own: TextSigns, others: readonly TextSigns[]): SharedSigns[] {
  const bound = Math.max(1, COMMON * others.length);
  const rarity = <T>(values: Iterable<T>, has: (other: TextSigns, value: T) => boolean) =>
    new Map([...values].map((value) => [value, others.filter((other) => has(other, value)).length]));
  const words = rarity(own.words.keys(), (other, word) => other.words.has(word));
  const identifiers = rarity(own.identifiers, (other, name) => other.identifiers.has(name));
  const frames = rarity(own.frames, (other, frame) => other.frames.has(frame));

  return others.map((other) => {
    const rare = <T>(counts: ReadonlyMap<T, number>, has: (value: T) => boolean) =>
      [...counts].filter(([value, count]) => count <= bound && has(value)).sort(([, a], [, b]) => a - b);
    const named = rare(identifiers, (name) => other.identifiers.has(name)).map(([name]) => name);
    return {
      words: rare(words, (word) => other.words.has(word))
        .map(([word]) => own.words.get(word) ?? word)
        .filter((word) => READABLE.test(word) && !named.some((name) => name.includes(word))),
      identifiers: named,
      frames: rare(frames, (frame) => other.frames.has(frame)).map(([frame]) => frame),
    };
  });
}
