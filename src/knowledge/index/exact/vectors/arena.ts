import { createTurns } from '../../../../platform/turns/index.ts';
import { type AskScale, encode, encodeAsk, viewsOf } from './codes.ts';
import { piecesOf } from './control.ts';
import { bufferOf, createGround, createKernel, type Ground, growTo } from './ground.ts';
import { BLOCK, BLOCKS, LANES, layoutOf, SEGMENT } from './layout.ts';
import { createPool, type Pool } from './pool.ts';
import { type Best, createRanking, type Ranking, scorer } from './ranking.ts';
import { rotation } from './rotation.ts';

/** One vector of a query, and which slots it is asked of. */
export interface Ask {
  readonly query: Float32Array;
  /** A bitmap of slots, 32 in a word, the lowest bit first; what lies past its end is not allowed. Absent: all. */
  readonly allowed?: Uint32Array | undefined;
  /** Another number after every change of `allowed`: it is not read again while neither that nor the arena changed. */
  readonly moment?: number | undefined;
}

type RankingsOf<A extends readonly Ask[]> = { -readonly [K in keyof A]: Ranking };

/**
 * Unit vectors by number of their slot, and the exact best of them for a query under any filter. Everything lies in
 * memory that all threads share; large scans are done by worker threads while the caller's thread is free.
 */
export interface VectorArena {
  readonly dimensions: number;
  /** Puts a vector into a slot, whatever it held before. It is made unit length; zero is taken, and never ranked. */
  set(slot: number, vector: Float32Array): void;
  clear(slot: number): void;
  /**
   * Ranks the slots for up to two queries and hands the rankings to `use`, which must be done with them when it
   * returns. They are of the moment of that call: a slot set or cleared during the scan counts as it is then, but one
   * that held no vector when the scan began is left out.
   *
   * @param beside is called before `use`, while other threads scan where that is worth it, and must not fail; nothing
   * else happens in between.
   */
  rank<const A extends readonly Ask[], T>(
    asks: A,
    use: (...rankings: RankingsOf<A>) => T,
    beside?: () => void,
  ): Promise<T>;
  best(ask: Ask, count: number): Promise<Best>;
  /** The scores of given slots, one each; 0 where a slot holds no vector. */
  scores(query: Float32Array, slots: ArrayLike<number>): Float64Array;
  /** Memory in use, in bytes: a bit for each coordinate, its two bytes, and what scans need. */
  bytes(): { codes: number; planes: number; scans: number };
  /** The stored bytes of each segment of slots, as they lie there: to be written out before anything is changed. */
  parts(): Uint8Array[];
  /** The bytes of one segment, to be filled with what `parts` gave; then call `restored`. */
  part(segment: number): Uint8Array;
  restored(): void;
  /** Ends the worker threads; whoever still asks is answered without them. */
  close(): Promise<void>;
}

/** The ask beside those of the lanes. */
const SPARE = LANES;

/** A scan of so many bytes of codes takes a thread about a millisecond: what the caller's can spare. */
const INLINE_BYTES = 8 * 2 ** 20;

/** A thread is woken for so many bytes of codes: a tenth of a millisecond, of which waking it takes some hundredths. */
const SHARE_BYTES = 2 ** 20;

export interface VectorArenaOptions {
  readonly kind?: Ground['kind'];
  /** Bytes of codes from which a scan is left to worker threads. */
  readonly inlineBytes?: number;
  /** Bytes of codes for which one of them helps with a smaller scan. */
  readonly shareBytes?: number;
}

export function createVectorArena(
  dimensions: number,
  { kind, inlineBytes = INLINE_BYTES, shareBytes = SHARE_BYTES }: VectorArenaOptions = {},
): VectorArena {
  const layout = layoutOf(dimensions);
  const ground = createGround(layout.bytes(1), kind);
  const kernel = createKernel(ground, layout);
  const rotate = rotation(layout.width);
  const rotated = new Float64Array(layout.width);
  const inTurn = createTurns();

  let views = viewsOf(bufferOf(ground));
  let segments = 1;
  /** A bit for every slot that holds a vector. */
  let live = new Uint32Array(BLOCKS);
  let pool: Pool | null = null;
  let closed = false;
  /** Counts what is set and cleared. */
  let changes = 0;
  /** By lane: what its bitmap was written from last, and how many bytes of codes a scan of it reads at most. */
  const written: { allowed: Uint32Array; moment: number; changes: number; bytes: number }[] = [];
  /** Slots changed while worker threads scan. */
  let changed: Set<number> | null = null;

  function grow(count: number): void {
    if (count <= segments) return;
    if (count > layout.maxSegments)
      throw new RangeError(
        `No more than ${layout.maxSegments * SEGMENT} vectors of ${dimensions} dimensions.`,
      );
    growTo(ground, layout.bytes(count));
    views = viewsOf(bufferOf(ground));
    const longer = new Uint32Array(2 ** Math.ceil(Math.log2(count)) * BLOCKS);
    longer.set(live);
    live = longer;
    segments = count;
  }

  /** The rotated vector, in scratch that the next call uses again. Returns whether it is not zero. */
  function turn(vector: ArrayLike<number>, unit: boolean): boolean {
    if (vector.length !== dimensions)
      throw new RangeError(`A vector of ${vector.length} dimensions among vectors of ${dimensions}.`);
    let squares = 0;
    for (let i = 0; i < dimensions; i++) squares += vector[i]! * vector[i]!;
    if (!Number.isFinite(squares)) throw new RangeError('A vector must be of finite numbers.');
    const factor = squares === 0 ? 0 : unit ? 1 / Math.sqrt(squares) : 1;
    for (let i = 0; i < layout.width; i++) rotated[i] = i < dimensions ? vector[i]! * factor : 0;
    rotate(rotated);
    return squares !== 0;
  }

  function write(slot: number, alive: boolean): void {
    grow(Math.floor(slot / SEGMENT) + 1);
    encode(views, layout, layout.segment(Math.floor(slot / SEGMENT)), slot, rotated);
    mark(slot, alive);
    changed?.add(slot);
  }

  function mark(slot: number, alive: boolean): void {
    const bit = 1 << (slot % BLOCK);
    changes += 1;
    if (alive) live[slot >> 5]! |= bit;
    else live[slot >> 5]! &= ~bit;
  }

  /** Has a slot that was asked for looked up exactly, whatever a scan made of it. */
  function lookUp(lane: number, slot: number): void {
    const segment = layout.segment(Math.floor(slot / SEGMENT));
    const block = Math.floor((slot % SEGMENT) / BLOCK);
    const { allowed, maxima, greatest, ceilings } = layout.lane(lane);
    const bit = 1 << (slot % BLOCK);
    if ((views.words[(segment + allowed) / 4 + block]! & bit) === 0) return;
    const alive = (live[slot >> 5]! & bit) !== 0;
    views.floats[(segment + maxima) / 4 + block] = Number.POSITIVE_INFINITY;
    views.floats[(segment + greatest) / 4] = Number.POSITIVE_INFINITY;
    views.floats[(segment + ceilings) / 4 + (slot % SEGMENT)] = alive
      ? Number.POSITIVE_INFINITY
      : Number.NEGATIVE_INFINITY;
  }

  function part(segment: number): Uint8Array {
    return views.bytes.subarray(layout.segment(segment), layout.segment(segment) + layout.stored);
  }

  function writeAsk(ask: number, query: Float32Array): AskScale {
    turn(query, false);
    return encodeAsk(views, layout, layout.ask(ask), rotated);
  }

  /** Has a lane's bitmap say which slots are asked for; returns how many bytes of codes a scan of them reads at most. */
  function allow(lane: number, { allowed = live, moment = Number.NaN }: Ask): number {
    const last = written[lane];
    if (last?.allowed === allowed && last.moment === moment && last.changes === changes) return last.bytes;
    const bytes = writeAllowed(lane, allowed);
    written[lane] = { allowed, moment, changes, bytes };
    return bytes;
  }

  function writeAllowed(lane: number, allowed: Uint32Array): number {
    const { words } = views;
    const end = Math.min(allowed.length, segments * BLOCKS);
    let blocks = 0;
    for (let segment = 0; segment < segments; segment++) {
      const first = segment * BLOCKS;
      const at = (layout.segment(segment) + layout.lane(lane).allowed) / 4 - first;
      for (let word = first; word < first + BLOCKS; word++) {
        const asked = word < end ? live[word]! & allowed[word]! : 0;
        words[at + word] = asked;
        if (asked !== 0) blocks++;
      }
    }
    return (blocks * BLOCK * layout.width) / 8;
  }

  function threads(): Pool {
    pool ??= createPool(ground, dimensions, piecesOf(ground, layout, kernel));
    return pool;
  }

  /** In the caller's thread, with what others help. */
  function scan(lanes: number, bytes: number, beside: () => void): void {
    const helpers = closed ? 0 : Math.floor(bytes / shareBytes);
    if (helpers > 0) {
      threads().share(lanes, segments, helpers, beside);
      return;
    }
    for (let segment = 0; segment < segments; segment++)
      for (let lane = 0; lane < lanes; lane++) kernel.estimate(lane, segment);
    beside();
  }

  return {
    dimensions,
    set: (slot, vector) => write(slot, turn(vector, true)),
    clear(slot) {
      if (slot >= segments * SEGMENT) return;
      rotated.fill(0);
      write(slot, false);
    },
    rank: (asks, use, beside = () => undefined) =>
      inTurn(async () => {
        if (asks.length > LANES) throw new RangeError(`A query has at most ${LANES} vectors.`);
        await pool?.idle();
        const scanned = segments;
        const scales = asks.map(({ query }, lane) => writeAsk(lane, query));
        const bytes = asks.map((ask, lane) => allow(lane, ask));
        const all = bytes.reduce((sum, each) => sum + each, 0);
        changed = new Set();
        try {
          if (all > inlineBytes && !closed && (await threads().scan(asks.length, segments))) beside();
          else scan(asks.length, all, beside);
          // A scan may have read these half written: nothing is known of them but what is looked up now.
          for (const slot of changed) for (const lane of asks.keys()) lookUp(lane, slot);
        } finally {
          changed = null;
        }
        const rankings = scales.map((scale, lane) => {
          const isEmpty = bytes[lane] === 0;
          return createRanking({ kernel, layout, views }, { lane, scale, segments: isEmpty ? 0 : scanned });
        });
        return use(...(rankings as RankingsOf<typeof asks>));
      }),
    best(ask, count) {
      return this.rank([ask], (ranking) => ranking.best(count));
    },
    scores(query, slots) {
      const { score } = scorer({ kernel, layout, views }, { ask: SPARE, scale: writeAsk(SPARE, query) });
      return Float64Array.from(slots, (slot) => (slot < segments * SEGMENT ? score(slot) : 0));
    },
    bytes: () => ({
      codes: segments * (layout.high - layout.codes),
      planes: segments * (layout.stored - layout.high),
      scans: layout.bytes(segments) - segments * layout.stored,
    }),
    parts: () => Array.from({ length: segments }, (_, segment) => part(segment)),
    part(segment) {
      grow(segment + 1);
      return part(segment);
    },
    restored() {
      for (let slot = 0; slot < segments * SEGMENT; slot++) {
        const factor =
          views.floats[(layout.segment(Math.floor(slot / SEGMENT)) + layout.factors) / 4 + (slot % SEGMENT)]!;
        mark(slot, factor > 0);
      }
    },
    async close() {
      closed = true;
      await inTurn(async () => pool?.close());
    },
  };
}
