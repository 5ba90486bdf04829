import type { ChunkKind } from '../../search-index.ts';

/**
 * Texts whose lengths are compared with each other's alone: what people write to each other, summaries, and what lies
 * beside both. Were a log file of 600 words counted among comments, all comments would be short, and a word that stands
 * twice in one would say as much as if it were about nothing else.
 */
export const LENGTH_CLASSES = 3;
export const SUMMARY_CLASS = 1;

function classOf(kind: ChunkKind): number {
  if (kind === 'summary') return SUMMARY_CLASS;
  return kind === 'field' || kind === 'worklog' || kind === 'attachment' ? 2 : 0;
}

/** A text's length, in words and parts of words, and its class, in one number. */
export function shapeOf(length: number, kind: ChunkKind): number {
  return length * LENGTH_CLASSES + classOf(kind);
}

export function lengthOf(shape: number): number {
  return Math.floor(shape / LENGTH_CLASSES);
}

/** The lengths of some texts, by class. */
export interface Lengths {
  add(shape: number): void;
  remove(shape: number): void;
  /** The mean length by class; 0 where there is no text. */
  averages(): readonly number[];
}

export function createLengths(): Lengths {
  const texts = new Array<number>(LENGTH_CLASSES).fill(0);
  const lengths = new Array<number>(LENGTH_CLASSES).fill(0);
  function count(shape: number, sign: number): void {
    const lengthClass = shape % LENGTH_CLASSES;
    texts[lengthClass]! += sign;
    lengths[lengthClass]! += sign * lengthOf(shape);
  }
  return {
    add: (shape) => count(shape, 1),
    remove: (shape) => count(shape, -1),
    averages: () => lengths.map((length, lengthClass) => length / Math.max(1, texts[lengthClass]!)),
  };
}
