import { folded } from '../conditions.ts';
import type {
  Condition,
  FacetField,
  FacetValue,
  IndexedFields,
  Sort,
  TermField,
  TimeField,
} from '../search-index.ts';
import { type Bits, eachBit } from './bits.ts';
import { longer } from './lexical/lists.ts';

/** What tickets are filtered by, counted by and sorted by, in flat arrays by number of the ticket. */
export interface Columns {
  put(ticket: number, fields: IndexedFields): void;
  /** Whether tickets meet a condition: as `conditions.ts` says. Good for tickets put in later too. */
  tester(condition: Condition): (ticket: number) => boolean;
  /** How many of the tickets have which value, most frequent first, equal counts by value. */
  count(field: FacetField, tickets: readonly Bits[]): FacetValue[];
  /** By what a list is sorted, the greatest first. */
  rank(sort: Exclude<Sort, 'relevance'>): (ticket: number) => number;
}

const FIRST = 1024;
const GROWTH = 1.5;

export function createColumns(): Columns {
  const terms = {
    key: createTerms(),
    project: createTerms(),
    projectName: createTerms(),
    type: createTerms(),
    status: createTerms(),
    statusCategory: createTerms(),
    priority: createTerms(),
    resolution: createTerms(),
    label: createTerms(),
    component: createTerms(),
    reporter: createTerms(),
    assignee: createTerms(),
  } satisfies Record<TermField | 'projectName', Terms>;
  const times: Record<TimeField, Float64Array<ArrayBuffer>> = {
    created: new Float64Array(FIRST),
    updated: new Float64Array(FIRST),
    resolved: new Float64Array(FIRST),
  };

  function putTime(field: TimeField, ticket: number, moment: number | null): void {
    if (ticket >= times[field].length)
      times[field] = new Float64Array(
        times[field].buffer.transfer(8 * Math.ceil((ticket + 1) * GROWTH)) as ArrayBuffer,
      );
    times[field][ticket] = moment ?? Number.NaN;
  }

  function matches(condition: Condition): (ticket: number) => boolean {
    if (!('anyOf' in condition)) {
      const { field, from = Number.NEGATIVE_INFINITY, before = Number.POSITIVE_INFINITY } = condition;
      return (ticket) => times[field][ticket]! >= from && times[field][ticket]! < before;
    }
    const wanted = new Set(condition.anyOf.map(folded));
    const own = terms[condition.field].tester(wanted);
    if (condition.field !== 'project') return own;
    const byName = terms.projectName.tester(wanted);
    return (ticket) => own(ticket) || byName(ticket);
  }

  return {
    put(ticket, fields) {
      const { labels, components, created, updated, resolved, ...single } = fields;
      for (const [field, value] of Object.entries(single))
        terms[field as keyof typeof single].put(ticket, value === null ? [] : [value]);
      terms.label.put(ticket, labels);
      terms.component.put(ticket, components);
      putTime('created', ticket, created);
      putTime('updated', ticket, updated);
      putTime('resolved', ticket, resolved);
    },
    tester(condition) {
      const test = matches(condition);
      return condition.not ? (ticket) => !test(ticket) : test;
    },
    count(field, tickets) {
      const counted = terms[field].count(tickets);
      return counted
        .map(({ value, count, example }) => ({
          value,
          tickets: count,
          ...(field === 'project' && { name: terms.projectName.first(example) }),
        }))
        .sort((a, b) => b.tickets - a.tickets || (a.value < b.value ? -1 : 1));
    },
    rank(sort) {
      const field = sort === 'updated' ? 'updated' : 'created';
      const sign = sort === 'oldest' ? -1 : 1;
      return (ticket) => sign * times[field][ticket]!;
    },
  };
}

/** One field's values: each has a code, 1 and up. */
interface Terms {
  put(ticket: number, values: readonly string[]): void;
  /** Whether a ticket has one of some values, given as `folded` makes them. */
  tester(wanted: ReadonlySet<string>): (ticket: number) => boolean;
  /** Values with how many of the tickets have them, and one that does. */
  count(tickets: readonly Bits[]): { value: string; count: number; example: number }[];
  /** The first value of a ticket that has one. */
  first(ticket: number): string;
}

function createTerms(): Terms {
  const values: string[] = [''];
  const codes = new Map<string, number>();
  const byFolded = new Map<string, number[]>();
  /** By ticket: the code of its first value, or 0; and those of all, where there are several. */
  let firsts: Uint32Array<ArrayBuffer> = new Uint32Array(FIRST);
  const several = new Map<number, readonly number[]>();

  function codeOf(value: string): number {
    const known = codes.get(value);
    if (known !== undefined) return known;
    const code = values.push(value) - 1;
    codes.set(value, code);
    const like = byFolded.get(folded(value));
    if (like) like.push(code);
    else byFolded.set(folded(value), [code]);
    return code;
  }

  return {
    put(ticket, given) {
      if (ticket >= firsts.length) firsts = longer(firsts, Math.ceil((ticket + 1) * GROWTH));
      const own = [...new Set(given)].map(codeOf);
      firsts[ticket] = own[0] ?? 0;
      if (own.length > 1) several.set(ticket, own);
      else several.delete(ticket);
    },
    tester(wanted) {
      const known = new Uint8Array(values.length);
      for (const value of wanted) for (const code of byFolded.get(value) ?? []) known[code] = 1;
      // Values that came later are looked up as they are.
      const isWanted = (code: number) =>
        code < known.length ? known[code] === 1 : wanted.has(folded(values[code]!));
      return (ticket) =>
        isWanted(firsts[ticket]!) || (several.size > 0 && (several.get(ticket)?.some(isWanted) ?? false));
    },
    count(sets) {
      const counts = new Uint32Array(values.length);
      const examples = new Uint32Array(values.length);
      const add = (code: number, ticket: number) => {
        counts[code]! += 1;
        examples[code] = ticket;
      };
      for (const tickets of sets)
        eachBit(tickets, (ticket) => {
          const all = several.size > 0 ? several.get(ticket) : undefined;
          if (all) for (const code of all) add(code, ticket);
          else add(firsts[ticket]!, ticket);
        });
      return values.flatMap((value, code) =>
        code > 0 && counts[code]! > 0 ? [{ value, count: counts[code]!, example: examples[code]! }] : [],
      );
    },
    first: (ticket) => values[firsts[ticket]!]!,
  };
}
