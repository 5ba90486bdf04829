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
import { createLists, type Lists, type ListsParts, longer } from './lists.ts';
import { createStrings, type StringsParts } from './strings.ts';

/** What tickets are filtered by, counted by and sorted by, in flat arrays by number of the ticket. */
export interface Columns {
  put(ticket: number, fields: IndexedFields): void;
  /** Whether tickets meet a condition: as `conditions.ts` says. Good for tickets put in later too. */
  tester(condition: Condition): (ticket: number) => boolean;
  /** How many of the tickets have which value, most frequent first, equal counts by value. */
  count(field: FacetField, tickets: readonly Bits[]): FacetValue[];
  /** By what a list is sorted, the greatest first. */
  rank(sort: Exclude<Sort, 'relevance'>): (ticket: number) => number;
  bytes(): number;
  /** Everything as it lies there, good until the next change. */
  parts(): ColumnsParts;
}

export interface ColumnsParts {
  readonly terms: Readonly<Record<TermColumn, TermsParts>>;
  readonly times: Readonly<Record<TimeField, Float64Array<ArrayBuffer>>>;
}

type TermColumn = TermField | 'projectName';

const FIRST = 1024;
const GROWTH = 1.5;

const TERM_COLUMNS = [
  'key',
  'site',
  'project',
  'projectName',
  'type',
  'status',
  'statusCategory',
  'priority',
  'resolution',
  'label',
  'component',
  'reporter',
  'assignee',
] as const satisfies readonly TermColumn[];
const TIMES = ['created', 'updated', 'resolved'] as const satisfies readonly TimeField[];

/** @param from what they held before, which belongs to them from then on. */
export function createColumns(from?: ColumnsParts): Columns {
  const terms = eachOf(TERM_COLUMNS, (field) => createTerms(from?.terms[field]));
  const times = eachOf(TIMES, (field) => from?.times[field] ?? new Float64Array(FIRST));

  function putTime(field: TimeField, ticket: number, moment: number | null): void {
    if (ticket >= times[field].length) times[field] = longer(times[field], Math.ceil((ticket + 1) * GROWTH));
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
    bytes: () =>
      TIMES.reduce((sum, field) => sum + times[field].byteLength, 0) +
      TERM_COLUMNS.reduce((sum, field) => sum + terms[field].bytes(), 0),
    parts: () => ({ terms: eachOf(TERM_COLUMNS, (field) => terms[field].parts()), times: { ...times } }),
  };
}

function eachOf<K extends string, V>(fields: readonly K[], make: (field: K) => V): Record<K, V> {
  return Object.fromEntries(fields.map((field) => [field, make(field)])) as Record<K, V>;
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
  bytes(): number;
  parts(): TermsParts;
}

interface TermsParts {
  /** Their numbers are one less than their codes. */
  readonly values: StringsParts;
  /** By ticket: the code of its first value, or 0; and those of all, where there are several. */
  readonly firsts: Uint32Array<ArrayBuffer>;
  readonly several: ListsParts<Uint32Array<ArrayBuffer>>;
}

function createTerms(from?: TermsParts): Terms {
  const values = createStrings(from?.values, folded);
  let firsts = from?.firsts ?? new Uint32Array(FIRST);
  const several: Lists<Uint32Array<ArrayBuffer>> = createLists(new Uint32Array(0), from?.several);

  return {
    put(ticket, given) {
      if (ticket >= firsts.length) firsts = longer(firsts, Math.ceil((ticket + 1) * GROWTH));
      const own = [...new Set(given)].map((value) => values.enter(value) + 1);
      firsts[ticket] = own[0] ?? 0;
      if (several.end(ticket) > several.start(ticket)) several.shorten(ticket, 0);
      if (own.length > 1) several.appendAll(ticket, Uint32Array.from(own), own.length);
    },
    tester(wanted) {
      const known = new Uint8Array(values.size() + 1);
      for (const value of wanted) for (const number of values.ofForm(value)) known[number + 1] = 1;
      // Values that came later are looked up as they are.
      const isWanted = (code: number) =>
        code < known.length ? known[code] === 1 : wanted.has(folded(values.get(code - 1)));
      return (ticket) => {
        if (isWanted(firsts[ticket]!)) return true;
        const end = several.end(ticket);
        for (let i = several.start(ticket); i < end; i += 1) if (isWanted(several.cells()[i]!)) return true;
        return false;
      };
    },
    count(sets) {
      const counts = new Uint32Array(values.size() + 1);
      const examples = new Uint32Array(values.size() + 1);
      const add = (code: number, ticket: number) => {
        counts[code]! += 1;
        examples[code] = ticket;
      };
      for (const tickets of sets)
        eachBit(tickets, (ticket) => {
          const [start, end] = [several.start(ticket), several.end(ticket)];
          for (let i = start; i < end; i += 1) add(several.cells()[i]!, ticket);
          if (start === end) add(firsts[ticket]!, ticket);
        });
      const found: ReturnType<Terms['count']> = [];
      for (let code = 1; code < counts.length; code += 1)
        if (counts[code]! > 0)
          found.push({ value: values.get(code - 1), count: counts[code]!, example: examples[code]! });
      return found;
    },
    first: (ticket) => values.get(firsts[ticket]! - 1),
    bytes: () => firsts.byteLength + several.bytes() + values.bytes(),
    parts: () => ({ values: values.parts(), firsts, several: several.parts() }),
  };
}
