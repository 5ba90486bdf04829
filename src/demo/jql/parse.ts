import { JqlError } from './error.ts';
import type { Condition, Operand, Operator, Query, SortKey } from './query.ts';
import { place, type Token, tokenize } from './tokens.ts';

const comparisons = new Set(['=', '!=', '>', '>=', '<', '<=', '~', '!~']);
const reserved = new Set(['and', 'or', 'not', 'in', 'is', 'order', 'by', 'empty', 'null']);
const operatorList = "'=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'IS'";

/**
 * Parses a JQL query: clauses joined by AND, OR and NOT with parentheses, then ORDER BY. Throws a `JqlError` in
 * Jira's words where it is none. Which fields and functions exist is not decided here.
 */
export function parseJql(jql: string): Query {
  const tokens = tokenize(jql);
  let position = 0;
  const peek = (ahead = 0): Token => tokens[Math.min(position + ahead, tokens.length - 1)]!;
  const next = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const isWord = (token: Token, word: string) =>
    token.kind === 'word' && !token.quoted && token.text.toLowerCase() === word;
  const takeWord = (word: string) => isWord(peek(), word) && next() !== undefined;
  const isOrderBy = () => isWord(peek(), 'order') && isWord(peek(1), 'by');

  function fail(expected: string, token = peek()): never {
    const found = token.kind === 'end' ? 'the end of the query' : `'${token.text}'`;
    throw new JqlError(`Error in the JQL Query: Expecting ${expected} but got ${found}. ${place(token.at)}`);
  }

  function either(): Condition {
    const parts = [both()];
    while (takeWord('or') || (peek().text === '||' && next())) parts.push(both());
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  function both(): Condition {
    const parts = [negatable()];
    while (takeWord('and') || (peek().text === '&&' && next())) parts.push(negatable());
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  function negatable(): Condition {
    if (takeWord('not') || (peek().kind === 'operator' && peek().text === '!' && next())) {
      return { kind: 'not', part: negatable() };
    }
    if (peek().kind === 'open') {
      next();
      const inner = either();
      if (next().kind !== 'close') fail("')'", tokens[position - 1]);
      return inner;
    }
    return clause();
  }

  function clause(): Condition {
    const field = next();
    if (field.kind !== 'word' || (!field.quoted && reserved.has(field.text.toLowerCase())))
      fail('a field name', field);
    const operator = readOperator();
    const operand = readOperand(operator);
    return { kind: 'clause', field: field.text, operator, operand };
  }

  function readOperator(): Operator {
    const token = next();
    if (token.kind === 'operator' && comparisons.has(token.text)) return token.text as Operator;
    if (isWord(token, 'in')) return 'in';
    if (isWord(token, 'not') && takeWord('in')) return 'not in';
    if (isWord(token, 'is')) return takeWord('not') ? 'is not' : 'is';
    const found = token.kind === 'end' ? 'the end of the query' : `'${token.text}'`;
    throw new JqlError(
      `Error in the JQL Query: Expecting operator but got ${found}. The valid operators are ${operatorList}. ${place(token.at)}`,
    );
  }

  function readOperand(operator: Operator): Operand {
    const token = peek();
    if (token.kind === 'open') {
      if (operator !== 'in' && operator !== 'not in') fail('a value');
      return readList();
    }
    const operand = readValue();
    if ((operator === 'in' || operator === 'not in') && operand.kind !== 'call') fail("'('", token);
    if ((operator === 'is' || operator === 'is not') && operand.kind !== 'empty') {
      throw new JqlError(`The operator '${operator}' only supports EMPTY or NULL. ${place(token.at)}`);
    }
    return operand;
  }

  function readList(): Operand {
    next();
    const values: Operand[] = [];
    do values.push(readValue());
    while (peek().kind === 'comma' && next());
    if (next().kind !== 'close') fail("')' or ','", tokens[position - 1]);
    return { kind: 'list', values };
  }

  function readValue(): Operand {
    const token = next();
    if (token.kind !== 'word') fail('a value', token);
    const word = token.text.toLowerCase();
    if (!token.quoted && (word === 'empty' || word === 'null')) return { kind: 'empty' };
    if (!token.quoted && reserved.has(word)) fail('a value', token);
    if (token.quoted || peek().kind !== 'open')
      return { kind: 'value', text: token.text, quoted: token.quoted };
    next();
    const args: string[] = [];
    while (peek().kind !== 'close') {
      if (args.length > 0 && next().kind !== 'comma') fail("')' or ','", tokens[position - 1]);
      const argument = next();
      if (argument.kind !== 'word') fail('an argument', argument);
      args.push(argument.text);
    }
    next();
    return { kind: 'call', name: token.text, args };
  }

  function sortKeys(): SortKey[] {
    next();
    next();
    const keys: SortKey[] = [];
    do {
      const field = next();
      if (field.kind !== 'word') fail('a field name', field);
      const descending = takeWord('desc') || (takeWord('asc') && false);
      keys.push({ field: field.text, descending });
    } while (peek().kind === 'comma' && next());
    if (keys.length > 7) throw new JqlError('The ORDER BY clause can contain a maximum of 7 fields.');
    return keys;
  }

  const empty = peek().kind === 'end' || isOrderBy();
  const where = empty ? undefined : either();
  const orderBy = isOrderBy() ? sortKeys() : [];
  if (peek().kind !== 'end') fail("either 'OR' or 'AND'");
  return where ? { where, orderBy } : { orderBy };
}
