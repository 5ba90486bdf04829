/**
 * What BERT's "basic" tokenizer knows about characters. The rules, in this order, are those of the reference
 * implementation (huggingface/tokenizers, `normalizers/bert.rs` and `pre_tokenizers/bert.rs`).
 *
 * The reference carries Unicode tables of about 2016, this runtime newer ones: they differ on 671 code points of rare
 * scripts (marks and punctuation assigned since then), none of which the vocabulary holds.
 */

/** Control characters but tab and line ends, form feed and U+0085 included: they go, and what they parted is joined. */
const DROPPED = /^(?![\t\n\r])[\uFFFD\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;
const SPACE = /^\p{White_Space}$/u;
/** Unlike Unicode, BERT counts every ASCII character as punctuation that is no letter, digit, space or control. */
const PUNCTUATION = /^[!-/:-@[-`{-~\p{P}]$/u;
const NONSPACING_MARKS = /\p{Mn}/gu;

/** The CJK ideograph blocks of BERT's `is_chinese_char`; kana and hangul are not among them. */
const IDEOGRAPHS = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0x2f800, 0x2fa1f],
] as const;

export const LETTER = 1;
export const SEPARATOR = 2;
export const PUNCTUATION_MARK = 3;
const IDEOGRAPH = 4;
const IGNORED = 5;

/** The class of each code point that was asked for; 0: not asked for yet. */
const known = new Uint8Array(0x110000);

/**
 * The class of one code point: `LETTER` (also digits and symbols: whatever is none of the others), `SEPARATOR`,
 * `PUNCTUATION_MARK`, or one of two that only `basicWords` tells apart.
 */
export function characterClass(codePoint: number): number {
  if (known[codePoint] === 0) known[codePoint] = classify(codePoint);
  return known[codePoint]!;
}

function classify(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (DROPPED.test(character)) return IGNORED;
  if (SPACE.test(character)) return SEPARATOR;
  if (PUNCTUATION.test(character)) return PUNCTUATION_MARK;
  return IDEOGRAPHS.some(([first, last]) => codePoint >= first && codePoint <= last) ? IDEOGRAPH : LETTER;
}

/**
 * Words and single punctuation marks of any text, cleaned, lower-cased and without accents.
 * Lone surrogates, which a string can hold and UTF-8 cannot, are dropped like control characters.
 */
export function basicWords(text: string): string[] {
  let cleaned = '';
  for (const character of text) {
    const kind = characterClass(character.codePointAt(0)!);
    if (kind === IGNORED) continue;
    if (kind === SEPARATOR) cleaned += ' ';
    else cleaned += kind === IDEOGRAPH ? ` ${character} ` : character;
  }
  // The reference lower-cases character by character; `toLowerCase` alone would write a final sigma as ς.
  const plain = cleaned.normalize('NFD').replace(NONSPACING_MARKS, '').replaceAll('Σ', 'σ').toLowerCase();

  const words: string[] = [];
  let word = '';
  const close = () => {
    if (word) words.push(word);
    word = '';
  };
  for (const character of plain) {
    const kind = characterClass(character.codePointAt(0)!);
    if (kind === SEPARATOR) close();
    else if (kind === PUNCTUATION_MARK) {
      close();
      words.push(character);
    } else word += character;
  }
  close();
  return words;
}
