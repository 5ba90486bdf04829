import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Schema } from '../../platform/database/index.ts';

/** Which dead letters are meant: those that every part given fits. */
export interface LetterChoice {
  readonly ids?: readonly number[] | undefined;
  /** A rule, or what stands before the colon of several. */
  readonly rule?: string | undefined;
  readonly source?: string | undefined;
  /** The sync or import that received them. */
  readonly run?: number | undefined;
}

/** The condition that a letter of the table is among the chosen. */
export function isChosen({ ids, rule, source, run }: LetterChoice) {
  return (letter: ExpressionBuilder<Schema, 'dead_letters'>) => {
    return letter.and([
      ...(ids === undefined ? [] : [letter('id', 'in', ids)]),
      ...(source === undefined ? [] : [letter('source', '=', source)]),
      ...(run === undefined ? [] : [letter('run_id', '=', run)]),
      ...(rule === undefined ? [] : [letter.or([letter('rule', '=', rule), beginsWith(`${rule}:`)])]),
    ]);
  };
}

/** LIKE would take signs of the rule for its own. */
function beginsWith(prefix: string) {
  return sql<SqlBool>`substr(rule, 1, ${prefix.length}) = ${prefix}`;
}
