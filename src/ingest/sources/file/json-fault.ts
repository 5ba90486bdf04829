/** The first place at which a text stops being JSON, and what should have stood there. */
export interface JsonFault {
  /** Index of the character. */
  readonly at: number;
  readonly expected: string;
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Finds what is wrong with text that `JSON.parse` refused: its messages name the place only sometimes. Keeps its own
 * stack, because nesting may be deep.
 */
export function findJsonFault(text: string): JsonFault {
  let at = 0;
  const skip = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    at += length;
    return length;
  };
  /** Closing signs of what is open, innermost last. */
  const open: string[] = [];
  let expected = 'a value';
  for (;;) {
    skip(SPACE);
    const sign = text[at] ?? '';
    if (expected === 'the end') return { at, expected };
    if (expected.startsWith('a key') && sign === '"') {
      if (!string()) return { at, expected: 'the end of a string' };
      expected = '":"';
    } else if (expected === '":"' && sign === ':') {
      at += 1;
      expected = 'a value';
    } else if (open.length > 0 && sign === open.at(-1) && !/^(?:a value|a key|":")$/.test(expected)) {
      at += 1;
      open.pop();
      expected = next();
    } else if (expected.startsWith('"," or') && sign === ',') {
      at += 1;
      expected = open.at(-1) === '}' ? 'a key' : 'a value';
    } else if (expected.startsWith('a value')) {
      if (sign === '{' || sign === '[') {
        at += 1;
        open.push(sign === '{' ? '}' : ']');
        expected = sign === '{' ? 'a key or "}"' : 'a value or "]"';
      } else if (sign === '"') {
        if (!string()) return { at, expected: 'the end of a string' };
        expected = next();
      } else if (skip(NUMBER) > 0 || skip(LITERAL) > 0) {
        expected = next();
      } else {
        return { at, expected };
      }
    } else {
      return { at, expected };
    }
  }

  function next(): string {
    return open.length === 0 ? 'the end' : `"," or "${open.at(-1)}"`;
  }

  /** Moves behind a string; false, at the place, where it does not end as one. */
  function string(): boolean {
    at += 1;
    do skip(PLAIN);
    while (skip(ESCAPE) > 0);
    if (text[at] !== '"') return false;
    at += 1;
    return true;
  }
}
