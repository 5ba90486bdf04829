const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array };
type Numbers = InstanceType<(typeof ARRAYS)[keyof typeof ARRAYS]>;

/** Records, one in another, of flat arrays: what an engine's parts are made of. */
type Part = Numbers | readonly string[] | object;

/** `text`: strings one after the other in UTF-8; their lengths, in UTF-16 units, are the section that follows. */
export type SectionKind = keyof typeof ARRAYS | 'text' | 'lengths' | 'vectors';

/** Bytes that are written one after the other, under the path of the array that they are. */
export interface Section {
  readonly name: string;
  readonly kind: SectionKind;
  /** Made one by one, so that whoever takes them can pause in between. */
  readonly pieces: Iterable<Uint8Array>;
}

/** The most that one piece of numbers has: copied and summed up well below a millisecond. */
const PIECE_BYTES = 2 ** 20;
/** Strings that make a piece: for the same reason. */
const PIECE_STRINGS = 4096;
/** What is read back gets so much more room, so that the first change does not have to copy it. */
const ROOM = 1 / 8;

export function* sectionsOf(parts: object, path = ''): Generator<Section> {
  for (const [key, part] of Object.entries(parts) as [string, Part][]) {
    const name = path + key;
    if (isNumbers(part)) yield { name, kind: kindOf(part), pieces: piecesOf(part) };
    else if (isStrings(part)) {
      yield { name, kind: 'text', pieces: encoded(part) };
      yield { name, kind: 'lengths', pieces: lengthsOf(part) };
    } else yield* sectionsOf(part, `${name}.`);
  }
}

export function* piecesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Generator<Uint8Array> {
  for (let at = 0; at < byteLength; at += PIECE_BYTES)
    yield new Uint8Array(buffer, byteOffset + at, Math.min(PIECE_BYTES, byteLength - at));
}

/** Puts what was read back where it was: the parts that the sections were made of. */
export function partsFrom(sections: readonly ReadSection[]): object {
  const root: Record<string, Part> = {};
  for (const [place, { name, kind, bytes }] of sections.entries()) {
    if (kind === 'lengths' || kind === 'vectors') continue;
    const keys = name.split('.');
    const last = keys.pop() as string;
    let record = root;
    for (const key of keys) {
      record[key] ??= {};
      record = record[key] as Record<string, Part>;
    }
    record[last] =
      kind === 'text'
        ? decoded(bytes, viewOf('u32', (sections[place + 1] as ReadSection).bytes) as Uint32Array)
        : viewOf(kind, bytes);
  }
  return root;
}

export interface ReadSection extends Pick<Section, 'name' | 'kind'> {
  /** At the beginning of a buffer of its own. */
  readonly bytes: Uint8Array;
}

/** Memory for a section of so many bytes: a view of all of it over a buffer with some room behind. */
export function roomFor(bytes: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(8 * Math.ceil((bytes * (1 + ROOM)) / 8)), 0, bytes);
}

const isNumbers = (part: Part): part is Numbers => ArrayBuffer.isView(part);
const isStrings = (part: Part): part is readonly string[] => Array.isArray(part);

function kindOf(array: Numbers): keyof typeof ARRAYS {
  for (const [kind, Kind] of Object.entries(ARRAYS))
    if (array instanceof Kind) return kind as keyof typeof ARRAYS;
  throw new TypeError('No section holds such an array.');
}

function viewOf(kind: keyof typeof ARRAYS, { buffer, byteLength }: Uint8Array): Numbers {
  const Kind = ARRAYS[kind];
  return new Kind(buffer as ArrayBuffer, 0, byteLength / Kind.BYTES_PER_ELEMENT);
}

function* encoded(strings: readonly string[]): Generator<Uint8Array> {
  for (let at = 0; at < strings.length; at += PIECE_STRINGS)
    yield Buffer.from(strings.slice(at, at + PIECE_STRINGS).join(''));
}

function* lengthsOf(strings: readonly string[]): Generator<Uint8Array> {
  for (let at = 0; at < strings.length; at += PIECE_STRINGS) {
    // Numbers that nobody has are holes.
    const group = Array.from(strings.slice(at, at + PIECE_STRINGS), (string?: string) => string ?? '');
    yield* piecesOf(Uint32Array.from(group, ({ length }) => length));
  }
}

function decoded(bytes: Uint8Array, lengths: Uint32Array): string[] {
  const text = Buffer.from(bytes.buffer, 0, bytes.byteLength).toString('utf8');
  const strings: string[] = [];
  let at = 0;
  for (const length of lengths) {
    strings.push(text.slice(at, at + length));
    at += length;
  }
  return strings;
}
