import type { Access } from '../../src/domain/index.ts';
import { unitVector } from '../../src/knowledge/embed/unit-vector.ts';
import type { EmbeddedChunk, IndexDocument, IndexedFields } from '../../src/knowledge/index/search-index.ts';
import { indexedFields } from './indexed-fields.ts';

/** Length of the vectors of made-up documents. */
export const DIMENSIONS = 2;
const OPEN: Access = [['project:PAY']];

export const unit = (...values: number[]): Float32Array => unitVector(values);

/** A ticket whose summary is the first of the texts; without meaning where no vectors are given. */
export function indexDocument(
  ticketId: string,
  texts: readonly string[],
  more: Partial<IndexedFields> & { access?: Access; vectors?: readonly Float32Array[] } = {},
): IndexDocument {
  const { access = OPEN, vectors, ...fields } = more;
  const chunks = texts.map(
    (text, i): EmbeddedChunk => ({
      id: `${ticketId}:${i}`,
      kind: i === 0 ? 'summary' : 'report',
      text,
      access,
      vector: vectors?.[i] ?? new Float32Array(DIMENSIONS),
    }),
  );
  return { ticketId, seq: 1, fields: indexedFields({ key: ticketId, ...fields }), chunks };
}
