import { basicWords, characterClass, LETTER, PUNCTUATION_MARK, SEPARATOR } from './unicode.ts';

/** Runs longer than this are rarely met twice: they are not remembered. */
const REMEMBERED_LENGTH = 40;
/** About 10 MB when full; then it starts afresh. */
const REMEMBERED_RUNS = 65_536;

export interface WordPieceTokenizer {
  /**
   * Ids of a text's tokens, in order, without [CLS] and [SEP]. The text may have any length.
   * Text that spells a special token (`[SEP]`) is read as text.
   */
  encode(text: string): number[];
}

/**
 * The tokenizer of uncased BERT models: basic words (`unicode.ts`), each spelled from the left by the longest pieces of
 * the vocabulary; a word that cannot be spelled, or is longer than `maxCharactersPerWord`, is one `unknown` token.
 */
export function wordPieceTokenizer({
  vocabulary,
  unknown,
  maxCharactersPerWord,
}: {
  vocabulary: readonly string[];
  unknown: string;
  maxCharactersPerWord: number;
}): WordPieceTokenizer {
  const starts = new Map<string, number>();
  const continuations = new Map<string, number>();
  let longest = 0;
  vocabulary.forEach((token, id) => {
    longest = Math.max(longest, token.length);
    if (token.startsWith('##') && token.length > 2) continuations.set(token.slice(2), id);
    else starts.set(token, id);
  });
  const unknownToken = [starts.get(unknown) ?? 0];
  const asciiKinds = Uint8Array.from({ length: 128 }, (_, code) => characterClass(code));
  const punctuation = Array.from({ length: 128 }, (_, code) => spell(String.fromCharCode(code))[0]!);
  let remembered = new Map<string, readonly number[]>();

  /** Pieces of one basic word: greedy, longest first. */
  function spell(word: string): readonly number[] {
    if (word.length > maxCharactersPerWord && [...word].length > maxCharactersPerWord) return unknownToken;
    const pieces: number[] = [];
    for (let at = 0; at < word.length; ) {
      const pool = at === 0 ? starts : continuations;
      let end = Math.min(word.length, at + longest);
      let piece = pool.get(word.slice(at, end));
      while (piece === undefined && --end > at) piece = pool.get(word.slice(at, end));
      if (piece === undefined) return unknownToken;
      pieces.push(piece);
      at = end;
    }
    return pieces;
  }

  /** Tokens of a stretch without ASCII spaces and punctuation; `plain` when it is of ASCII letters and digits alone. */
  function spellRun(run: string, plain: boolean): readonly number[] {
    const found = remembered.get(run);
    if (found) return found;
    const tokens = plain ? spell(run.toLowerCase()) : basicWords(run).flatMap(spell);
    if (run.length <= REMEMBERED_LENGTH) {
      if (remembered.size >= REMEMBERED_RUNS) remembered = new Map();
      // A slice keeps the whole text that it was cut from alive: what is remembered is a copy.
      const encoding = plain ? 'latin1' : 'utf16le';
      remembered.set(Buffer.from(run, encoding).toString(encoding), tokens);
    }
    return tokens;
  }

  return {
    encode(text) {
      const tokens: number[] = [];
      let start = 0;
      let plain = true;
      for (let at = 0; at <= text.length; at++) {
        const code = at < text.length ? text.charCodeAt(at) : 32;
        const kind = code < 128 ? asciiKinds[code] : 0;
        if (kind === LETTER) continue;
        if (kind !== SEPARATOR && kind !== PUNCTUATION_MARK) {
          // Beyond ASCII, or a control character, which joins what it stands between: left to `basicWords`. Cutting at
          // ASCII spaces and punctuation before normalising is safe, because no normal form reaches across them.
          plain = false;
          continue;
        }
        if (at > start) for (const token of spellRun(text.slice(start, at), plain)) tokens.push(token);
        if (kind === PUNCTUATION_MARK) tokens.push(punctuation[code]!);
        start = at + 1;
        plain = true;
      }
      return tokens;
    },
  };
}
