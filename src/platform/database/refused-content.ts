/** https://www.sqlite.org/rescode.html: SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH */
const SQLITE_CONTENT = new Set([18, 19, 20]);
/** https://www.postgresql.org/docs/current/errcodes-appendix.html: cardinality, data, integrity, program limit */
const POSTGRES_CONTENT = /^(21|22|23|54)...$/;

/**
 * What a database has against the values that it was given, in its words; null where the error says nothing about them:
 * it could not be reached, was full, busy or damaged, and the same values can be taken another time.
 */
export function refusedContent(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { errcode, code } = error as { errcode?: number; code?: string };
  // The low byte is the kind, the others say more about it.
  const refused =
    errcode === undefined ? POSTGRES_CONTENT.test(code ?? '') : SQLITE_CONTENT.has(errcode & 0xff);
  return refused ? error.message : null;
}
