import { splitByRanges } from './highlight.ts';

/** A text in which the words of the query are marked. */
export function Highlighted({ text, ranges }: { text: string; ranges: readonly (readonly number[])[] }) {
  return splitByRanges(text, ranges).map(({ start, text: words, marked }) =>
    marked ? <mark key={start}>{words}</mark> : words,
  );
}
