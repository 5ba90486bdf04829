export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A JSON value with some of its parts replaced: `replace` gives a new value for a part, or undefined where it has
 * nothing to say, and its own parts are looked at then. What has no replaced part is the same object as before.
 */
export function replaceWithin(
  value: unknown,
  replace: (part: unknown, name: string | null) => unknown,
  name: string | null = null,
): unknown {
  const replaced = replace(value, name);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) {
    let changed = false;
    const items = value.map((item) => {
      const fresh = replaceWithin(item, replace, name);
      changed ||= fresh !== item;
      return fresh;
    });
    return changed ? items : value;
  }
  if (!isObject(value)) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, item]) => {
    const fresh = replaceWithin(item, replace, key);
    changed ||= fresh !== item;
    return [key, fresh] as const;
  });
  return changed ? Object.fromEntries(entries) : value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
