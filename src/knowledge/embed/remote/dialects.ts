import { z } from 'zod';

/** How a service is asked for vectors, and how it answers. */
export interface Dialect {
  body(texts: readonly string[]): unknown;
  /**
   * The vectors of an answer, in the order of the texts.
   *
   * @throws ZodError where the answer is of another shape, Error where its vectors are not one for each text.
   */
  read(answer: unknown, count: number): readonly ArrayLike<number>[];
}

export interface OpenAiOptions {
  readonly model: string;
  /** Asked for where the model can give several lengths. */
  readonly dimensions?: number | undefined;
  /** `base64` is a quarter of the size, and read in no time; not every compatible server has it. */
  readonly encoding: 'base64' | 'float';
}

const openAiAnswer = z.object({
  data: z.array(
    z.object({
      index: z.int().optional(),
      embedding: z.union([z.array(z.number()), z.base64()], 'expected a list of numbers, or base64'),
    }),
  ),
});

/** `POST /embeddings` of OpenAI, which Azure and many servers speak. */
export function openAiDialect({ model, dimensions, encoding }: OpenAiOptions): Dialect {
  return {
    body: (texts) => ({
      model,
      input: texts,
      encoding_format: encoding,
      ...(dimensions === undefined ? {} : { dimensions }),
    }),
    read(answer, count) {
      const { data } = openAiAnswer.parse(answer);
      // Some servers leave `index` out, and answer in order; where it is there it decides.
      const ordered = data.some(({ index }) => index !== undefined)
        ? data.toSorted((a, b) => (a.index ?? -1) - (b.index ?? -1))
        : data;
      const misplaced = ordered.findIndex(({ index }, position) => index !== undefined && index !== position);
      if (misplaced >= 0 || ordered.length !== count)
        throw new Error(
          ordered.length === count
            ? `its indexes are not those of ${count} texts`
            : `it has ${ordered.length} vectors for ${count} texts`,
        );
      return ordered.map(({ embedding }) => (typeof embedding === 'string' ? floats(embedding) : embedding));
    },
  };
}

const ollamaAnswer = z.object({ embeddings: z.array(z.array(z.number())) });

/** `POST /api/embed` of Ollama. A text that is too long is refused rather than cut without a word. */
export function ollamaDialect({ model }: { readonly model: string }): Dialect {
  return {
    body: (texts) => ({ model, input: texts, truncate: false }),
    read(answer, count) {
      const { embeddings } = ollamaAnswer.parse(answer);
      if (embeddings.length !== count)
        throw new Error(`it has ${embeddings.length} vectors for ${count} texts`);
      return embeddings;
    },
  };
}

/** Little-endian float32 values, as every machine that Node runs on has them. */
function floats(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0)
    throw new Error(`a vector of ${bytes.length} bytes is no list of float32 values`);
  return new Float32Array(new Uint8Array(bytes).buffer);
}
