export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A JSON value with some of its parts replaced: `replace` gives a new value for a part, or undefined where it has
 * nothing to say, and its own parts are looked at then. What has no replaced part is the same object as before.
 *
 * `rename` gives the names that the members of objects have from now on; two that would be the same are told apart by
 * a number, so that no value is lost.
 */
export function replaceWithin(
  value: unknown,
  replace: (part: unknown, name: string | null) => unknown,
  rename: (name: string) => string = (same) => same,
  name: string | null = null,
): unknown {
  const replaced = replace(value, name);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) {
    let changed = false;
    const items = value.map((item) => {
      const fresh = replaceWithin(item, replace, rename, name);
      changed ||= fresh !== item;
      return fresh;
    });
    return changed ? items : value;
  }
  if (!isObject(value)) return value;
  let changed = false;
  const taken = new Set(Object.keys(value));
  const entries = Object.entries(value).map(([key, item]) => {
    const fresh = replaceWithin(item, replace, rename, key);
    const named = rename(key);
    const fits = named === key ? key : unlike(named, taken);
    if (fits !== key) taken.add(fits);
    changed ||= fresh !== item || fits !== key;
    return [fits, fresh] as const;
  });
  return changed ? Object.fromEntries(entries) : value;
}

function unlike(name: string, taken: ReadonlySet<string>): string {
  let fits = name;
  for (let number = 2; taken.has(fits); number += 1) fits = `${name} ${number}`;
  return fits;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
