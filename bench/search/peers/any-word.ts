/** The words of a text, each once, for engines that want "any of these" in their own language. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/** Each word in quotes, so that none is taken for an operator, joined. */
export function anyOfQuoted(text: string, or: string): string {
  return wordsOf(text)
    .map((word) => `"${word}"`)
    .join(or);
}
