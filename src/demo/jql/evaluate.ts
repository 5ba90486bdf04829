import type { DemoCompany } from '../company/company.ts';
import type { DemoTicket } from '../company/model.ts';
import { type DateContext, readDate } from './dates.ts';
import { JqlError } from './error.ts';
import { type SearchField, searchField } from './fields.ts';
import type { Condition, Operand, Operator, Query, SortKey } from './query.ts';

/** Who asks, when, and about which company. */
export interface JqlContext extends DateContext {
  readonly company: DemoCompany;
  /** Whom `currentUser()` means. */
  readonly accountId: string;
}

type Test = (ticket: DemoTicket) => boolean;
type Clause = Extract<Condition, { kind: 'clause' }>;

/** The tickets that a query finds, in its order; without ORDER BY the newest first, as Jira has it. */
export function findTickets(query: Query, context: JqlContext): DemoTicket[] {
  const test = query.where ? compile(query.where, context) : () => true;
  const found = context.company.tickets.filter(test);
  const keys = query.orderBy.length > 0 ? query.orderBy : [{ field: 'created', descending: true }];
  return found.sort(comparison(keys));
}

function compile(condition: Condition, context: JqlContext): Test {
  switch (condition.kind) {
    case 'and': {
      const tests = condition.parts.map((part) => compile(part, context));
      return (ticket) => tests.every((test) => test(ticket));
    }
    case 'or': {
      const tests = condition.parts.map((part) => compile(part, context));
      return (ticket) => tests.some((test) => test(ticket));
    }
    case 'not': {
      const test = compile(condition.part, context);
      return (ticket) => !test(ticket);
    }
    default:
      return compileClause(condition, context);
  }
}

function known(name: string): SearchField {
  const field = searchField(name);
  if (!field) throw new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
  return field;
}

function unsupported(clause: Clause): never {
  throw new JqlError(`The operator '${clause.operator}' is not supported by the '${clause.field}' field.`);
}

function compileClause(clause: Clause, context: JqlContext): Test {
  const field = known(clause.field);
  switch (field.kind) {
    case 'names':
      return byName(clause, field.names, context);
    case 'time':
      return byTime(clause, field.time, context);
    case 'key':
      return byKey(clause, context);
    case 'id':
      return byId(clause);
    case 'words':
      return byWords(clause, field.words);
  }
}

const operandsOf = (operand: Operand): readonly Operand[] =>
  operand.kind === 'list' ? operand.values : [operand];

function textOf(operand: Operand, context: JqlContext): string {
  if (operand.kind === 'value') return operand.text;
  if (operand.kind === 'call' && operand.name.toLowerCase() === 'currentuser') return context.accountId;
  const name = operand.kind === 'call' ? `${operand.name}()` : 'EMPTY';
  throw new JqlError(`Unable to find JQL function '${name}'.`);
}

function byName(clause: Clause, names: (ticket: DemoTicket) => readonly string[], context: JqlContext): Test {
  const { operator, operand } = clause;
  if (!['=', '!=', 'in', 'not in', 'is', 'is not'].includes(operator)) unsupported(clause);
  const operands = operandsOf(operand);
  const wantsEmpty = operands.some((one) => one.kind === 'empty');
  const wanted = new Set(
    operands.filter((one) => one.kind !== 'empty').map((one) => textOf(one, context).toLowerCase()),
  );
  for (const name of wanted) checkExists(clause.field, name, context);
  const hit: Test = (ticket) => {
    const own = names(ticket);
    return own.length === 0 ? wantsEmpty : own.some((name) => wanted.has(name));
  };
  if (operator === '=' || operator === 'in' || operator === 'is') return hit;
  // As in Jira, "not this" does not find tickets where the field is empty; "is not EMPTY" finds all others.
  return (ticket) => names(ticket).length > 0 && !hit(ticket);
}

/** Jira refuses a project that does not exist; other unknown names just find nothing here. */
function checkExists(field: string, name: string, { company }: JqlContext) {
  if (field.toLowerCase() !== 'project') return;
  const exists = company.projects.some((one) =>
    [one.key, one.name, one.id].some((alias) => alias.toLowerCase() === name),
  );
  if (!exists)
    throw new JqlError(`The value '${name.toUpperCase()}' does not exist for the field 'project'.`);
}

function compare(operator: Operator, order: number): boolean {
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '!=':
    case 'not in':
      return order !== 0;
    default:
      return order === 0;
  }
}

function byTime(clause: Clause, time: (ticket: DemoTicket) => number | null, context: JqlContext): Test {
  const { operator, operand, field } = clause;
  if (operator === '~' || operator === '!~') unsupported(clause);
  if (operand.kind === 'empty') {
    const negated = operator === '!=' || operator === 'is not';
    return (ticket) => (time(ticket) === null) !== negated;
  }
  const moments = operandsOf(operand).map((one) => readDate(one, field, context));
  return (ticket) => {
    const at = time(ticket);
    if (at === null) return false;
    if (operator === 'in') return moments.includes(at);
    return moments.every((moment) => compare(operator, at - moment));
  };
}

const splitKey = (key: string) => {
  const match = /^([A-Za-z][A-Za-z0-9_]*)-(\d+)$/.exec(key);
  return match ? { project: match[1]!.toUpperCase(), number: Number(match[2]) } : undefined;
};

function byKey(clause: Clause, context: JqlContext): Test {
  const { operator, operand } = clause;
  if (operator === '~' || operator === '!~' || operator === 'is' || operator === 'is not')
    unsupported(clause);
  const wanted = operandsOf(operand).map((one) => {
    const text = textOf(one, context);
    const key = splitKey(context.company.ticket(text)?.key ?? text);
    if (!key) throw new JqlError(`The issue key '${text}' for field '${clause.field}' is invalid.`);
    return key;
  });
  const order = (ticket: DemoTicket, key: { project: string; number: number }) =>
    ticket.project.key === key.project
      ? Number(ticket.key.slice(key.project.length + 1)) - key.number
      : Number.NaN;
  if (operator === '=' || operator === 'in')
    return (ticket) => wanted.some((key) => order(ticket, key) === 0);
  if (operator === '!=' || operator === 'not in')
    return (ticket) => wanted.every((key) => order(ticket, key) !== 0);
  return (ticket) => wanted.every((key) => compare(operator, order(ticket, key)));
}

function byId(clause: Clause): Test {
  const { operator, operand } = clause;
  if (operator === '~' || operator === '!~' || operator === 'is' || operator === 'is not')
    unsupported(clause);
  const wanted = operandsOf(operand).map((one) => {
    const id = one.kind === 'value' ? Number(one.text) : Number.NaN;
    if (Number.isNaN(id)) throw new JqlError(`The value for field '${clause.field}' is no issue id.`);
    return id;
  });
  const set = new Set(wanted);
  if (operator === '=' || operator === 'in') return (ticket) => set.has(Number(ticket.id));
  if (operator === '!=' || operator === 'not in') return (ticket) => !set.has(Number(ticket.id));
  return (ticket) => wanted.every((id) => compare(operator, Number(ticket.id) - id));
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** `text ~ "slow query"` finds both words anywhere; `"\"slow query\""` finds the phrase; `*` ends a prefix. */
function byWords(clause: Clause, words: (ticket: DemoTicket) => string): Test {
  const { operator, operand } = clause;
  if (operand.kind === 'empty') {
    const negated = operator === '!=' || operator === 'is not';
    return (ticket) => (words(ticket) === '') !== negated;
  }
  if ((operator !== '~' && operator !== '!~') || operand.kind !== 'value') unsupported(clause);
  const sought = operand.text.trim();
  if (sought === '')
    throw new JqlError(`The field '${clause.field}' cannot be searched for an empty string.`);
  const phrase = /^"(.+)"$/.exec(sought)?.[1]?.toLowerCase();
  const prefixes = sought
    .split(/\s+/)
    .filter((word) => word.endsWith('*'))
    .map((word) => word.slice(0, -1).toLowerCase());
  const whole = wordsOf(sought.replace(/\S+\*(?=\s|$)/g, ''));
  const hit: Test = (ticket) => {
    const text = words(ticket);
    if (phrase) return text.toLowerCase().includes(phrase);
    const own = new Set(wordsOf(text));
    return (
      whole.every((word) => own.has(word)) &&
      prefixes.every((start) => [...own].some((word) => word.startsWith(start)))
    );
  };
  return operator === '~' ? hit : (ticket) => !hit(ticket);
}

function comparison(keys: readonly SortKey[]): (one: DemoTicket, other: DemoTicket) => number {
  const readers = keys.map((key) => ({ read: sortValue(key.field), sign: key.descending ? -1 : 1 }));
  return (one, other) => {
    for (const { read, sign } of readers) {
      const left = read(one);
      const right = read(other);
      if (left === right) continue;
      // Empty values come last, whichever the direction.
      if (left === null) return 1;
      if (right === null) return -1;
      const order = typeof left === 'string' ? (left < String(right) ? -1 : 1) : left - Number(right);
      if (order !== 0) return order * sign;
    }
    return Number(other.id) - Number(one.id);
  };
}

function sortValue(name: string): (ticket: DemoTicket) => string | number | null {
  const field = known(name);
  if (field.kind === 'time') return field.time;
  if (field.kind === 'names') return field.sort;
  if (field.kind === 'id') return (ticket) => Number(ticket.id);
  if (field.kind === 'key') {
    return (ticket) => {
      const key = splitKey(ticket.key)!;
      return `${key.project}-${String(key.number).padStart(9, '0')}`;
    };
  }
  if (name.toLowerCase() === 'summary') return (ticket) => ticket.summary.toLowerCase();
  throw new JqlError(`Not able to sort using field '${name}'.`);
}
