/** A record as text in three parts, of which the second is the place that was refused; empty where that is the whole. */
export interface MarkedRecord {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** More of a record than this, before and after the place, nobody reads in a page. */
const AROUND = 10_000;
const PLACE = '\u0000the place\u0000';

/**
 * @param body what came in: text where it could not be read, else any JSON value.
 * @param path the place in it, its parts joined by full stops; what is missing is marked where it would stand.
 */
export function markedRecord(body: unknown, path: string): MarkedRecord {
  if (typeof body === 'string') return shortened({ before: body, marked: '', after: '' });
  const place = reachable(body, path === '' ? [] : path.split('.'));
  if (place.length === 0) return shortened({ before: JSON.stringify(body, null, 2), marked: '', after: '' });
  const [before = '', after = ''] = JSON.stringify(withPlace(body, place), null, 2).split(
    JSON.stringify(PLACE),
  );
  const value = valueAt(body, place);
  const text = value === undefined ? 'missing' : JSON.stringify(value, null, 2);
  const line = before.lastIndexOf('\n') + 1;
  const name = line + (before.slice(line).match(/^ */)?.[0].length ?? 0);
  return shortened({
    before: before.slice(0, name),
    marked: before.slice(name) + text.replaceAll('\n', `\n${'  '.repeat(place.length)}`),
    after,
  });
}

/** The path as far as it leads through objects and lists, and one step further, where something is missing. */
function reachable(body: unknown, path: readonly string[]): readonly string[] {
  let value = body;
  for (const [depth, part] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path.slice(0, depth);
    if (!Object.hasOwn(value, part)) return path.slice(0, depth + 1);
    value = (value as Record<string, unknown>)[part];
  }
  return path;
}

function valueAt(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], body);
}

function withPlace(value: unknown, [part, ...rest]: readonly string[]): unknown {
  if (part === undefined) return PLACE;
  const inner = withPlace((value as Record<string, unknown>)[part], rest);
  if (Array.isArray(value)) return Object.assign([...value], { [part]: inner });
  return { ...(value as object), [part]: inner };
}

function shortened({ before, marked, after }: MarkedRecord): MarkedRecord {
  // Without a place, the beginning says most.
  const head = marked === '' ? before.slice(0, AROUND) : before.slice(-AROUND);
  return {
    before: head.length === before.length ? before : marked === '' ? `${head}…` : `…${head}`,
    marked: marked.length > AROUND ? `${marked.slice(0, AROUND)}…` : marked,
    after: after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  };
}
