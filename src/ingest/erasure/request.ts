/** What a person may ask to have erased. */
export type ErasureRequest =
  /** A ticket, by its key or one that it had (`PAY-17`, at a site `us:PAY-17`), or by its id (`us:10001`). */
  | { readonly kind: 'ticket'; readonly key: string }
  /** A person, by account id; on Data Center by key or name. */
  | { readonly kind: 'person'; readonly accountId: string }
  /** All tickets that were resolved before a point in time (epoch milliseconds). */
  | { readonly kind: 'expiry'; readonly resolvedBefore: number };

/** How a person is known, and by what nobody is from now on. */
export interface Forgotten {
  /** The account id; on Data Center a key and a name. */
  readonly ids: readonly string[];
  /** Display names and e-mail addresses that stand beside the account anywhere. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** The account id that takes the place of the old one: made by chance, so that nothing leads back. */
  readonly pseudonym: string;
}

/** What is erased, found out before anything is: all that is needed to finish it after a crash. */
export interface ErasurePlan {
  readonly id: string;
  readonly kind: ErasureRequest['kind'];
  /** Epoch milliseconds. */
  readonly at: number;
  /**
   * Tickets that go with everything that is theirs, and the keys that they have and had, each with its site as ids are
   * (`us:PAY-17`).
   */
  readonly ticketIds: readonly string[];
  readonly keys: readonly string[];
  /** Those of the keys that a ticket has now which stays. */
  readonly othersKeys: readonly string[];
  readonly person: Forgotten | null;
  readonly found: ErasureCounts;
}

export interface ErasureCounts {
  /** Tickets that go. */
  readonly tickets: number;
  /** Tickets that stay, without what is erased. */
  readonly changedTickets: number;
  /** Lines of the lake that go, and that are changed; older states of tickets are lines of their own. */
  readonly lines: number;
  readonly changedLines: number;
  /** Dead letters that go or are changed. */
  readonly deadLetters: number;
}
