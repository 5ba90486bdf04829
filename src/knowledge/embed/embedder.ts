/**
 * Turns text into vectors whose cosine says how near two texts are in meaning.
 *
 * An adapter does its own batching, rate limits and retries: callers hand over as many texts as they have. Vectors are
 * compared by their inner product, which is the cosine, because every vector that comes out has length 1 (or is zero).
 */
export interface Embedder {
  /**
   * Names the vector space, e.g. `casebook-static-384@1f0c9a2b77d4`. Vectors of different ids never meet in one index,
   * so the id changes with anything that moves vectors: the model, its weights, a prefix, the number of dimensions.
   */
  readonly id: string;

  /** Length of every vector. Known without a call, so that an index can be laid out before the first text. */
  readonly dimensions: number;

  /** Whether texts leave this machine: what Jira restricts then stays behind, unless a setting lets its project's go. */
  readonly remote: boolean;

  /**
   * One vector for each text, in the order of the texts; no texts give no vectors. The caller may keep and change them.
   *
   * A vector has length 1 (to float32 precision), except where the text has no meaning to the model: an empty text, or one without a
   * single known token, gives the **zero vector**. Its product with anything is 0: an index takes it and never ranks it.
   * A vector never holds NaN or infinity. The same text gives the same vector, alone or in company.
   *
   * @throws CasebookError `embedder-text-refused` where a text itself is at fault, another `embedder-…` or `model-unreadable`
   * where none of them is; then no vector of the call is returned.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;

  /** Whether the text is in a language that the model knows. A model without it takes any. */
  understands?(text: string): boolean;

  /** Lets go of connections, threads and memory, and gives up what is under way. Absent where there is nothing to let go of. */
  close?(): Promise<void>;
}

export interface EmbedOptions {
  /**
   * What the texts are: stored `passage`s (the default) or a `query` that looks for some. Models trained with two prefixes or two
   * encoders need to know; a symmetric model gives the same vector for both. Both lie in the space of one `id`.
   */
  readonly as?: 'query' | 'passage';

  /** Gives the call up: it then rejects with the signal's reason. An adapter that computes at once may ignore it. */
  readonly signal?: AbortSignal;
}
