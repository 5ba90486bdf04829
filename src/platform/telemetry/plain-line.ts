/** pino's levels, as a person calls them. */
const LEVELS: Readonly<Record<number, string>> = { 40: 'Warning', 50: 'Error', 60: 'Error' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal would obey these, and lines end where we end them.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;

/** A line of the log, in JSON, as a person at a terminal reads it: what happened, then the facts in brackets. */
export function plainLine(json: string): string {
  const { level, time: _, msg, ...facts } = JSON.parse(json) as Record<string, unknown>;
  const told = Object.entries(facts).map(([name, value]) => `${name}: ${factOf(value)}`);
  const line = `${LEVELS[Number(level)] ?? 'Note'}: ${msg ?? ''}${told.length > 0 ? ` (${told.join('; ')})` : ''}`;
  return `${line.replaceAll(OBEYED, ' ')}\n`;
}

/** An error by its message: its stack is for the log that machines keep. */
function factOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const message = (value as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : JSON.stringify(value);
}
