import type { Dialect } from './dialects.ts';

/** A model behind an address: all that tells one service from another. */
export interface RemoteModel {
  /** What is named in messages, such as `OpenAI text-embedding-3-small`. */
  readonly name: string;
  /** See `Embedder.id`. */
  readonly id: string;
  readonly dimensions: number;
  /** See `Embedder.remote`. */
  readonly remote: boolean;
  /** Requests go to `baseUrl` + `path`, with these headers. */
  readonly baseUrl: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What must never be shown, also where the service repeats it. */
  readonly secret: string | null;
  readonly dialect: Dialect;
  /** Put before texts that are stored and before queries, for models that were trained with it. */
  readonly prefixes: Prefixes;
  /** What the model reads of a text, in tokens; null where that is not known. */
  readonly tokensPerText: number | null;
  readonly textsPerRequest: number;
  readonly tokensPerRequest: number;
}

export interface Prefixes {
  readonly passage: string;
  readonly query: string;
}
