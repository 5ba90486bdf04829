import { longer } from './lists.ts';

/**
 * Very many different strings, numbered from 0 in the order in which they came, in flat arrays: a tenth of what objects
 * take, and read back without a look at each. None is ever taken out.
 */
export interface Strings {
  size(): number;
  /** The number of a string, which is put in where it is new. */
  enter(text: string): number;
  /** The number of a string, or -1. */
  find(text: string): number;
  /** The numbers of those of a form, which is given as `formOf` makes it. */
  ofForm(form: string): number[];
  get(number: number): string;
  /** In UTF-16 units. */
  length(number: number): number;
  /** Whether one stands before another in the order of `<`. */
  isBefore(number: number, other: number): boolean;
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): StringsParts;
}

export interface StringsParts {
  /** UTF-16, one string after the other, and where each ends. */
  readonly units: Uint16Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  /** Hashes of their forms. */
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** Number + 1, at the place that the hash says or the next free one; 0: free. Its length is a power of two. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** One number that hashes begin from: by chance, so that nobody can send words that all get the same. */
  readonly seed: Uint32Array<ArrayBuffer>;
}

const FIRST_STRINGS = 16;
const FIRST_UNITS = 128;
const GROWTH = 1.5;
/** Strings are made of so many units at a time: as many arguments as a call surely takes. */
const UNITS_AT_ONCE = 4096;

/**
 * @param from what they were before, which belongs to them from then on.
 * @param formOf by what strings are found that count as alike; by themselves without it.
 */
export function createStrings(
  from?: StringsParts,
  formOf: (text: string) => string = (text) => text,
): Strings {
  let units = from?.units ?? new Uint16Array(FIRST_UNITS);
  let ends = from?.ends ?? new Uint32Array(FIRST_STRINGS);
  let hashes = from?.hashes ?? new Uint32Array(FIRST_STRINGS);
  let places = from?.places ?? new Uint32Array(2 * FIRST_STRINGS);
  let count = from?.ends.length ?? 0;
  const seed = from?.seed ?? crypto.getRandomValues(new Uint32Array(1));
  const [basis = 0] = seed;
  const hashOf = (text: string) => hashFrom(basis, text);

  const start = (number: number) => (number === 0 ? 0 : (ends[number - 1] as number));

  function isText(number: number, text: string): boolean {
    const at = start(number);
    if ((ends[number] as number) - at !== text.length) return false;
    for (let i = 0; i < text.length; i += 1) if (units[at + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  function find(text: string, hash: number): number {
    const mask = places.length - 1;
    for (let place = hash & mask; places[place] !== 0; place = (place + 1) & mask) {
      const number = (places[place] as number) - 1;
      if (hashes[number] === hash && isText(number, text)) return number;
    }
    return -1;
  }

  function settle(number: number): void {
    const mask = places.length - 1;
    let place = (hashes[number] as number) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = number + 1;
  }

  function add(text: string, hash: number): number {
    const number = count;
    const end = start(number) + text.length;
    if (number >= ends.length) {
      const room = Math.max(number + 1, Math.ceil(ends.length * GROWTH));
      ends = longer(ends, room);
      hashes = longer(hashes, room);
    }
    if (end > units.length) units = longer(units, Math.max(end, Math.ceil(units.length * GROWTH)));
    for (let i = 0; i < text.length; i += 1) units[end - text.length + i] = text.charCodeAt(i);
    ends[number] = end;
    hashes[number] = hash;
    count += 1;
    // At most two thirds of the places are taken: a search then looks at two on average.
    if (3 * count > 2 * places.length) {
      places = new Uint32Array(2 * places.length);
      for (let each = 0; each < count; each += 1) settle(each);
    } else settle(number);
    return number;
  }

  function get(number: number): string {
    let text = '';
    const end = ends[number] as number;
    for (let at = start(number); at < end; at += UNITS_AT_ONCE)
      text += String.fromCharCode(...units.subarray(at, Math.min(end, at + UNITS_AT_ONCE)));
    return text;
  }

  return {
    size: () => count,
    enter(text) {
      const hash = hashOf(formOf(text));
      const known = find(text, hash);
      return known < 0 ? add(text, hash) : known;
    },
    find: (text) => find(text, hashOf(formOf(text))),
    ofForm(form) {
      const hash = hashOf(form);
      const mask = places.length - 1;
      const found: number[] = [];
      for (let place = hash & mask; places[place] !== 0; place = (place + 1) & mask) {
        const number = (places[place] as number) - 1;
        if (hashes[number] === hash && formOf(get(number)) === form) found.push(number);
      }
      return found;
    },
    get,
    length: (number) => (ends[number] as number) - start(number),
    isBefore(number, other) {
      const [at, otherAt] = [start(number), start(other)];
      const [length, otherLength] = [(ends[number] as number) - at, (ends[other] as number) - otherAt];
      for (let i = 0; i < length && i < otherLength; i += 1) {
        const difference = (units[at + i] as number) - (units[otherAt + i] as number);
        if (difference !== 0) return difference < 0;
      }
      return length < otherLength;
    },
    bytes: () => units.byteLength + ends.byteLength + hashes.byteLength + places.byteLength,
    parts: () => ({
      units: units.subarray(0, start(count)),
      ends: ends.subarray(0, count),
      hashes: hashes.subarray(0, count),
      places,
      seed,
    }),
  };
}

/**
 * FNV-1a over UTF-16 units (Fowler, Noll & Vo) from a basis of one's own, with its bits mixed once more as in
 * MurmurHash3's `fmix32`.
 */
function hashFrom(basis: number, text: string): number {
  let hash = basis;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
