/** Something that is not known or not right. */
export interface Finding {
  readonly what: string;
  readonly why: string;
  /** What it hides from those who may read it, in words and numbers; null where it hides nothing, or that cannot be counted. */
  readonly hides: string | null;
  readonly advice: string;
}
