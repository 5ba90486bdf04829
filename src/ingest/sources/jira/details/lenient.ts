import type { z } from 'zod';
import type { IncompletePart } from '../../../../domain/index.ts';
import { LONGEST_LIST } from '../../../limits.ts';
import { plainReason } from '../../../plain-reason.ts';

/** Reads parts that a ticket can do without, and remembers of each what could not be read. */
export interface LenientReader {
  /** The entries of a list that keep the schema; none where it is no list or is not there. */
  each<T>(part: string, list: unknown, schema: z.ZodType<T>): T[];
  /** A value that keeps the schema; null where it does not or is not there. */
  one<T>(part: string, value: unknown, schema: z.ZodType<T>): T | null;
  /** Says that a part is not all that there is, for a reason of the caller's. */
  note(part: string, reason: string): void;
  readonly incomplete: readonly IncompletePart[];
}

export function lenientReader(): LenientReader {
  const incomplete: IncompletePart[] = [];
  const note = (part: string, reason: string) => {
    incomplete.push({ part, reason });
  };
  return {
    incomplete,
    note,
    each(part, list, schema) {
      if (list === undefined || list === null) return [];
      if (!Array.isArray(list)) {
        note(part, 'expected a list');
        return [];
      }
      const considered = list.slice(0, LONGEST_LIST);
      const read = considered.map((item) => schema.safeParse(item));
      const refused = read.flatMap(({ error }) => error ?? []);
      const [first] = refused;
      if (first) note(part, `${refused.length} of ${list.length} could not be read: ${reasonOf(first)}`);
      if (list.length > considered.length)
        note(part, `only the first ${considered.length} of ${list.length} are kept`);
      return read.flatMap(({ success, data }) => (success ? [data] : []));
    },
    one(part, value, schema) {
      if (value === undefined || value === null) return null;
      const read = schema.safeParse(value);
      if (read.success) return read.data;
      note(part, `it could not be read: ${reasonOf(read.error)}`);
      return null;
    },
  };
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.');
  return `${where ? `${where}: ` : ''}${plainReason(issue?.message ?? '')}`;
}
