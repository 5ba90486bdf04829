/** What a reader of the results should know about how his query was taken. It is no error: the query was answered. */
export interface QueryHint {
  readonly code:
    | 'field-unknown'
    | 'field-empty'
    | 'quote-open'
    | 'long-text'
    | 'left-out'
    | 'value-unknown'
    | 'spelling'
    | 'language'
    | 'phrase-ranks-only'
    | 'prefix-ranks-only';
  /** For people, whole sentences. */
  readonly message: string;
  /** Where in the query, in UTF-16 units; null where it is about no one place. */
  readonly at: number | null;
}
