/** Signs that terminals show two columns wide: W and F of https://www.unicode.org/reports/tr11/, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const UNSEEN = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function widthOf(sign: string): number {
  if (UNSEEN.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}

/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  let sum = 0;
  for (const { segment } of signs.segment(text)) sum += widthOf(segment);
  return sum;
}

/** A text in at most so many columns, with … where it was longer. */
export function cutTo(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let [cut, taken] = ['', 0];
  for (const { segment } of signs.segment(text)) {
    taken += widthOf(segment);
    if (taken > most - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** A text filled up with spaces to so many columns. */
export const padTo = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - columns(text)));
