import type { DocumentMark } from '../schema.ts';

/** A sign that may begin or end emphasis, depending on what stands around it. */
export interface Delimiter {
  readonly sign: string;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Text until it has found its other half. */
  role: 'text' | 'open' | 'close';
}

/** Marks of the document for each sign. Documents have no citation: it looks as emphasis does. */
export const MARKS: Readonly<Record<string, DocumentMark>> = {
  '*': { type: 'strong' },
  _: { type: 'em' },
  '??': { type: 'em' },
  '-': { type: 'strike' },
  '+': { type: 'underline' },
  '^': { type: 'subsup', attrs: { type: 'sup' } },
  '~': { type: 'subsup', attrs: { type: 'sub' } },
};

const isSpace = (character: string) => character === '' || /\s/.test(character);
const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);

/**
 * What a sign can do between these characters ('' at an edge of the text): begin emphasis after what is no word and
 * before what is no blank, end it the other way round. So `snake_case`, `2 * 3` and `-rw-r--r--` stay as they are.
 */
export function delimiter(sign: string, before: string, after: string): Delimiter {
  const own = sign[0] as string;
  const doubled = after === own || (own === '-' && before === own);
  const joined = own === '_' && (before === own || after === own);
  return {
    sign,
    opens: !isWord(before) && !isSpace(after) && !doubled && !joined,
    closes: !isSpace(before) && !isWord(after) && !(own === '-' && doubled) && !joined,
    role: 'text',
  };
}

/**
 * Pairs delimiters in their order: each that can end emphasis ends the nearest open one of its sign, and what was
 * begun in between and not ended stays text, so pairs never overlap. Null separates lines, which emphasis never
 * crosses. Linear: each is pushed and popped once.
 */
export function pairDelimiters(delimiters: Iterable<Delimiter | null>): void {
  let open: Delimiter[] = [];
  let openOf = new Map<string, number>();
  for (const candidate of delimiters) {
    if (candidate === null) {
      open = [];
      openOf = new Map();
      continue;
    }
    const { sign } = candidate;
    if (candidate.closes && (openOf.get(sign) ?? 0) > 0) {
      for (;;) {
        const top = open.pop() as Delimiter;
        openOf.set(top.sign, (openOf.get(top.sign) ?? 0) - 1);
        if (top.sign !== sign) continue;
        top.role = 'open';
        candidate.role = 'close';
        break;
      }
    } else if (candidate.opens) {
      open.push(candidate);
      openOf.set(sign, (openOf.get(sign) ?? 0) + 1);
    }
  }
}
