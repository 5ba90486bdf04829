const TEXT_TYPE =
  /^(text\/(?!rtf|x-vcard|vcard)|application\/([\w.-]+\+)?(json|xml|yaml|x-yaml|x-ndjson|ndjson|jsonl|javascript|x-javascript|sql|x-sql|toml|x-sh|x-log|graphql)\b)/i;
/** Browsers call many a file of text `application/octet-stream`, or nothing. */
const UNKNOWN_TYPE = /^(|application\/octet-stream|binary\/octet-stream|application\/x-unknown)$/i;
const TEXT_NAME =
  /\.(txt|log|out|err|trace|dump|stacktrace|csv|tsv|json|jsonl|ndjson|har|xml|ya?ml|toml|ini|conf|cfg|properties|env|md|markdown|rst|sql|diff|patch|sh|bat|ps1|py|rb|go|rs|java|kt|js|ts|css|html?|php|c|h|cpp|cs)$/i;

/** Whether a file says that it is text, by its type, or by its name where the type says nothing. */
export function looksLikeText({
  mimeType,
  filename,
}: {
  readonly mimeType: string;
  readonly filename: string;
}): boolean {
  return TEXT_TYPE.test(mimeType) || (UNKNOWN_TYPE.test(mimeType) && TEXT_NAME.test(filename));
}

/** One control character in so many others, at most: logs colour their lines with a few. */
const OTHERS_PER_CONTROL = 20;

/**
 * The text of a file; null where it is none, whatever the file says of itself. UTF-8, UTF-16 with a mark at its
 * beginning, or else Windows-1252, which any bytes are: then control characters tell.
 */
export function decodedText(bytes: Uint8Array): string | null {
  const text = decoded(bytes);
  if (text.includes('\0')) return null;
  let controls = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0c && code !== 0x0d) controls += 1;
  }
  return controls * OTHERS_PER_CONTROL > text.length ? null : text;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
