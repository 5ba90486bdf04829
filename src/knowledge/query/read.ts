import type { Condition, SearchFilter, TermField, TextQuery, TimeField } from '../index/search-index.ts';
import type { QueryHint } from './hint.ts';
import { refuseTooMuch, withoutRepeats } from './limits.ts';
import { type Clock, spanOf } from './moments.ts';
import { parseQuery } from './parse.ts';
import { unreadable } from './place.ts';
import { FIELDS, type FieldValue, KINDS_OF_STATUS, type QueryPart } from './tree.ts';

export interface ReadQuery {
  readonly text: TextQuery;
  readonly filter: SearchFilter;
  readonly hints: readonly QueryHint[];
}

type FieldPart = Extract<QueryPart, { kind: 'field' }>;

/** Fields of which a ticket has at most one value: a second demand on one can only mean "or". */
const SINGLE: ReadonlySet<TermField> = new Set([
  'key',
  'project',
  'site',
  'type',
  'status',
  'statusCategory',
  'priority',
  'resolution',
  'reporter',
  'assignee',
]);

/**
 * What a query demands, excludes and ranks by.
 *
 * @throws CasebookError `query-unreadable`, naming the place.
 */
export function readQuery(query: string, clock: Clock): ReadQuery {
  const { parts: written, hints } = parseQuery(query);
  const parts = withoutRepeats(written);
  refuseTooMuch(query, parts);
  const conditions = parts
    .filter((part) => part.kind === 'field')
    .map((part) => conditionOf(part, query, clock));
  return { text: textOf(parts), filter: widened(conditions), hints };
}

function textOf(parts: readonly QueryPart[]): TextQuery {
  const texts = (kind: 'phrase' | 'prefix') =>
    parts.flatMap((part) => (part.kind === kind && !part.not ? [part.text] : []));
  return {
    words: parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join(' '),
    phrases: texts('phrase'),
    prefixes: texts('prefix'),
    excluded: parts.flatMap((part) => {
      if (part.kind === 'text' || part.kind === 'field' || !part.not) return [];
      return [{ kind: part.kind === 'prefix' ? 'prefix' : 'phrase', text: part.text }];
    }),
  };
}

function conditionOf(part: FieldPart, query: string, clock: Clock): Condition {
  const field = FIELDS[part.name];
  const not = part.not ? { not: true } : {};
  switch (field) {
    case 'created':
    case 'updated':
    case 'resolved':
      return { field, ...spanIn(part, field, query, clock), ...not };
    case 'status':
    case 'statusCategory':
      return { ...statusIn(part, query), ...not };
    default:
      return { field, anyOf: part.values.map(({ text }) => text), ...not };
  }
}

function spanIn({ values, name, at }: FieldPart, field: TimeField, query: string, clock: Clock) {
  const [value, second] = values;
  if (!value || second)
    throw unreadable(
      query,
      second?.at ?? at,
      second ? endOf(second) : at,
      `${name}: takes one date or range`,
    );
  const span = spanOf(value.text, clock);
  if (span) return span;
  const examples = `${field}:2025-11-01, ${field}:>=2025-11, ${field}:2025-01..2025-03 or ${field}:7d`;
  throw unreadable(query, value.at, endOf(value), `expected a date or a range of dates, such as ${examples}`);
}

/** `is:` and unquoted words such as open speak of the kind of status, everything else of its name. */
function statusIn(part: FieldPart, query: string): Condition {
  const kinds = part.values.map(({ text, quoted }) => {
    const word = text.toLowerCase();
    return !quoted && Object.hasOwn(KINDS_OF_STATUS, word) ? KINDS_OF_STATUS[word] : undefined;
  });
  if (kinds.every((kind) => kind !== undefined))
    return { field: 'statusCategory', anyOf: [...new Set(kinds.flat())] };
  const stranger = part.values[kinds.indexOf(undefined)] as FieldValue;
  if (FIELDS[part.name] === 'statusCategory')
    throw unreadable(
      query,
      stranger.at,
      endOf(stranger),
      `expected one of ${Object.keys(KINDS_OF_STATUS).join(', ')}`,
    );
  const kind = part.values[kinds.findIndex((each) => each !== undefined)];
  if (kind)
    throw unreadable(
      query,
      kind.at,
      endOf(kind),
      `this is a kind of status, and “${stranger.text}” the name of one; quote it if it is a name too`,
    );
  return { field: 'status', anyOf: part.values.map(({ text }) => text) };
}

function endOf({ at, text, quoted }: FieldValue): number {
  return at + text.length + (quoted ? 2 : 0);
}

/** `project:PAY project:CORE` is one demand with two values. */
function widened(conditions: readonly Condition[]): Condition[] {
  const result: Condition[] = [];
  for (const condition of conditions) {
    const same = result.findIndex(
      (other) =>
        'anyOf' in other &&
        'anyOf' in condition &&
        other.field === condition.field &&
        SINGLE.has(other.field) &&
        !other.not &&
        !condition.not,
    );
    const known = result[same];
    if (known && 'anyOf' in known && 'anyOf' in condition)
      result[same] = { ...known, anyOf: [...known.anyOf, ...condition.anyOf] };
    else result.push(condition);
  }
  return result;
}
