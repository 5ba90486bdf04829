/** The last few things of many that can be made anew, by name. */
export interface Recent<T> {
  /** The one of a name, made where it is not kept. */
  get(name: string, make: () => T): T;
  values(): Iterable<T>;
}

export function createRecent<T>(most: number): Recent<T> {
  /** Least recently used first. */
  const kept = new Map<string, T>();
  return {
    get(name, make) {
      const one = kept.get(name) ?? make();
      kept.delete(name);
      kept.set(name, one);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      return one;
    },
    values: () => kept.values(),
  };
}
