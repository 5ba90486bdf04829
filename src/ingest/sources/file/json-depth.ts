const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Where JSON first nests deeper than `limit` levels, as an index of its bytes; -1 where it never does. Looks at bytes
 * alone, because parsing first would already have cost what the limit is to save.
 */
export function tooDeepAt(json: Buffer, limit: number): number {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) {
      at = endOfString(json, at);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return at;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return -1;
}

/** The place of the quote that ends the string begun at `start`, or the end of the text. */
function endOfString(json: Buffer, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end >= 0; end = json.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
