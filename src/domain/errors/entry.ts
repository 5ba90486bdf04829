/** What the catalogue says about an error. */
export interface CatalogueEntry {
  /** One short sentence: what happened. */
  readonly title: string;
  /** The HTTP status under which the API reports it. */
  readonly status: number;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retry: boolean;
  /** What the reader can do about it. */
  readonly advice: string;
}
