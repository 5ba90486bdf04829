/**
 * How much a record may hold. Whatever exceeds a limit is refused before it costs anything, and kept as a dead letter;
 * all lie far beyond what Jira lets people write.
 */

/** Bytes of one record, as JSON or CSV text. */
export const LARGEST_RECORD = 32 * 1024 * 1024;

/** Levels of nesting. Deeper JSON overflows the stack of whoever walks it; no editor nests documents nearly so deep. */
export const DEEPEST_NESTING = 200;

/** Entries of a list: comments, links, labels. Jira Cloud stops at 5,000 comments and 2,000 links. */
export const LONGEST_LIST = 20_000;

/** Characters of a name: people, statuses, labels. */
export const LONGEST_NAME = 1000;

/** Characters of an id or key: both kinds of database index them. */
export const LONGEST_ID = 255;

/** Characters of a summary; Jira stops at 255. */
export const LONGEST_SUMMARY = 4000;

/** Characters of wiki markup in all texts of a ticket that are read as such: markup can grow to many times its size. */
export const MOST_MARKUP = 4_000_000;

/** Bytes that are kept of a record that could not be read. */
export const KEPT_OF_UNREADABLE = 64 * 1024;
