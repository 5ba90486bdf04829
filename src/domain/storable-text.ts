/**
 * Text as every database holds it: U+0000, which PostgreSQL refuses, and halves of surrogate pairs, which UTF-8 has no
 * bytes for, become U+FFFD, the sign for a character that could not be kept. The lake keeps what really came.
 */
export function storableText(text: string): string {
  const wellFormed = text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

/** The same for every text inside a JSON value, names of members excepted. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return storableText(value) as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, storable(inner)])) as T;
}
