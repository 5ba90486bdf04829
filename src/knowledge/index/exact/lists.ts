/** The cells of lists: numbers of 32 bits, or bytes. */
type Cells = Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
/** All kinds of arrays that grow. */
type Growing = Cells | Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/**
 * Very many growing lists of numbers in one flat array, known by the numbers 0, 1, 2 …: what a list has outgrown goes
 * to the next list that needs a block of that size. (As in Busch et al. 2012, "Earlybird", short lists waste little and
 * long ones are copied seldom; but here a list stays in one piece, so that readers run through it without a jump.)
 */
export interface Lists<T extends Cells> {
  /** Where all lists are; another array after every `append`. */
  cells(): T;
  /** A list is `cells()` from its start to its end. */
  start(list: number): number;
  end(list: number): number;
  append(list: number, value: number): void;
  /** Appends the first `count` of some values. */
  appendAll(list: number, values: T, count: number): void;
  /** Gives up what is past a length. */
  shorten(list: number, length: number): void;
  /** Memory in use, in bytes, with what is kept to grow into. */
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): ListsParts<T>;
}

/** All of some lists as raw arrays. */
export interface ListsParts<T extends Cells> {
  readonly cells: T;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly sizes: Uint8Array<ArrayBuffer>;
  /** Free blocks: pairs of size and start. */
  readonly free: Uint32Array<ArrayBuffer>;
}

/** What blocks hold, by size: 0, 1, and from there on half as much more or a third as much more in turn. */
const CAPACITIES = [0, 1];
for (let capacity = 2; capacity < 2 ** 31; capacity *= 2) CAPACITIES.push(capacity, capacity * 1.5);

const FIRST_CELLS = 1024;
const GROWTH = 1.5;

export function createLists<T extends Cells>(empty: T, from?: ListsParts<T>): Lists<T> {
  let cells = from ? withRoom(from.cells) : longer(empty, FIRST_CELLS);
  let starts = from?.starts ?? new Uint32Array(FIRST_CELLS);
  let lengths = from?.lengths ?? new Uint32Array(FIRST_CELLS);
  let sizes = from?.sizes ?? new Uint8Array(FIRST_CELLS);
  const free: number[][] = CAPACITIES.map(() => []);
  let used = from?.cells.length ?? 0;
  for (let i = 0; from && i < from.free.length; i += 2)
    (free[from.free[i] as number] as number[]).push(from.free[i + 1] as number);

  function take(size: number): number {
    const block = (free[size] as number[]).pop();
    if (block !== undefined) return block;
    const start = used;
    used += CAPACITIES[size] as number;
    if (used > cells.length) cells = longer(cells, Math.max(used, Math.ceil(cells.length * GROWTH)));
    return start;
  }

  function move(list: number, size: number): void {
    const before = { start: starts[list] as number, size: sizes[list] as number };
    const start = take(size);
    cells.copyWithin(start, before.start, before.start + (lengths[list] as number));
    if (before.size > 0) (free[before.size] as number[]).push(before.start);
    starts[list] = start;
    sizes[list] = size;
  }

  /** Makes a list longer by some cells, and returns where these are. */
  function makeRoom(list: number, more: number): number {
    if (list >= starts.length) makeLists(list + 1);
    const length = lengths[list] as number;
    let size = sizes[list] as number;
    while ((CAPACITIES[size] as number) < length + more) size += 1;
    if (size !== sizes[list]) move(list, size);
    lengths[list] = length + more;
    return (starts[list] as number) + length;
  }

  function makeLists(least: number): void {
    const count = Math.max(least, Math.ceil(starts.length * GROWTH));
    starts = longer(starts, count);
    lengths = longer(lengths, count);
    sizes = longer(sizes, count);
  }

  return {
    cells: () => cells,
    start: (list) => starts[list] ?? 0,
    end: (list) => (starts[list] ?? 0) + (lengths[list] ?? 0),
    append(list, value) {
      const at = makeRoom(list, 1);
      cells[at] = value;
    },
    appendAll(list, values, count) {
      const at = makeRoom(list, count);
      for (let i = 0; i < count; i += 1) cells[at + i] = values[i] as number;
    },
    shorten(list, length) {
      lengths[list] = length;
      let size = sizes[list] as number;
      while (size > 0 && (CAPACITIES[size - 1] as number) >= length) size -= 1;
      // A block one size too large is room to grow.
      if (size + 1 < (sizes[list] as number)) move(list, size);
    },
    bytes: () => cells.byteLength + starts.byteLength + lengths.byteLength + sizes.byteLength,
    parts: () => ({
      cells: cells.subarray(0, used) as T,
      starts,
      lengths,
      sizes,
      free: Uint32Array.from(free.flatMap((blocks, size) => blocks.flatMap((start) => [size, start]))),
    }),
  };
}

/** The same array with more room. The memory is handed over, not copied, where the system can; `array` is empty then. */
export function longer<A extends Growing>(array: A, length: number): A {
  const Kind = array.constructor as new (buffer: ArrayBuffer) => A;
  return new Kind(array.buffer.transfer(length * array.BYTES_PER_ELEMENT));
}

/** The same array with all that its memory has room for: what is read back comes with some. */
function withRoom<A extends Cells>(array: A): A {
  const Kind = array.constructor as new (buffer: ArrayBuffer) => A;
  return new Kind(array.buffer);
}
