import { JqlError } from './error.ts';

/** A piece of a query; `at` is its position, counted from 0. `quoted` words are never keywords. */
export interface Token {
  readonly kind: 'word' | 'operator' | 'open' | 'close' | 'comma' | 'end';
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

const symbol = /!=|>=|<=|!~|[=<>~]|\|\||&&|!/y;
const bareWord = /[^\s=<>!~(),"'|&]+/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Splits a query into tokens; the last one is always `end`. */
export function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token['kind'], text: string, quoted = false) => tokens.push({ kind, text, quoted, at });
  while (at < jql.length) {
    const char = jql[at]!;
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '(' || char === ')' || char === ',') {
      push(char === '(' ? 'open' : char === ')' ? 'close' : 'comma', char);
      at += 1;
    } else if (char === '"' || char === "'") {
      const { text, end } = readString(jql, at);
      push('word', text, true);
      at = end;
    } else {
      symbol.lastIndex = at;
      bareWord.lastIndex = at;
      const operator = symbol.exec(jql)?.[0];
      const word = operator ? undefined : bareWord.exec(jql)?.[0];
      const text = operator ?? word;
      if (!text)
        throw new JqlError(
          `Error in the JQL Query: The character '${char}' is a reserved JQL character. ${place(at)}`,
        );
      push(operator ? 'operator' : 'word', text);
      at += text.length;
    }
  }
  tokens.push({ kind: 'end', text: '', quoted: false, at });
  return tokens;
}

function readString(jql: string, start: number): { text: string; end: number } {
  const quote = jql[start];
  let text = '';
  for (let at = start + 1; at < jql.length; at += 1) {
    const char = jql[at]!;
    if (char === quote) return { text, end: at + 1 };
    if (char === '\\') {
      at += 1;
      const escaped = jql[at] ?? '';
      text += escapes[escaped] ?? escaped;
    } else text += char;
  }
  throw new JqlError(
    `Error in the JQL Query: The quoted string '${text}' has not been completed. ${place(start)}`,
  );
}

/** Where something is, in Jira's words. */
export const place = (at: number) => `(line 1, character ${at + 1})`;
