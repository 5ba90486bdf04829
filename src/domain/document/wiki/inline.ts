import type { DocumentMark, DocumentNode } from '../schema.ts';
import { type Atom, atomReader, bareAddress } from './atoms.ts';
import { type Delimiter, delimiter, MARKS, pairDelimiters } from './emphasis.ts';

/** Text of one colour, or of none. */
export interface TextRun {
  readonly text: string;
  readonly color: string | null;
}

/** A stretch of the text, and what it is. */
type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'text' }
  | { readonly kind: 'address' }
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'delimiter'; readonly delimiter: Delimiter }
  | { readonly kind: 'line' }
);

/** Where plain text may end. */
const SPECIAL = /[\\{[!:\n*_+^~?-]/g;

/** The inline nodes of wiki text: marked text, line breaks, links, mentions and files. Whatever is none of them is text. */
export function inlineNodes(runs: readonly TextRun[]): DocumentNode[] {
  return nodesFrom(runs, null);
}

/** `link`: the link whose label this is; addresses in it are not links of their own. */
function nodesFrom(runs: readonly TextRun[], link: DocumentMark | null): DocumentNode[] {
  const text = runs.map((run) => run.text).join('');
  const colors = colorChanges(runs);
  const tokens = tokenise(text, new Set(colors.map(({ start }) => start)), link !== null);
  pairDelimiters(separated(tokens));
  const out = collector(link ? [link] : []);
  let change = 0;
  const advance = (at: number) => {
    for (; (colors[change]?.start ?? Infinity) <= at; change += 1) out.color(colors[change]?.color ?? null);
  };
  for (const token of tokens) {
    advance(token.start);
    switch (token.kind) {
      case 'text':
        for (let at = token.start; at < token.end; ) {
          advance(at);
          const end = Math.min(token.end, colors[change]?.start ?? token.end);
          out.text(text.slice(at, end));
          at = end;
        }
        break;
      case 'address': {
        const address = text.slice(token.start, token.end);
        out.text(address, { type: 'link', attrs: { href: address } });
        break;
      }
      case 'line':
        out.node({ type: 'hardBreak' });
        break;
      case 'delimiter':
        if (token.delimiter.role === 'text') out.text(text.slice(token.start, token.end));
        else if (token.delimiter.role === 'open') out.open(MARKS[token.delimiter.sign] as DocumentMark);
        else out.close();
        break;
      case 'atom':
        putAtom(token.atom, out);
    }
  }
  return out.nodes;
}

function putAtom(atom: Atom, out: ReturnType<typeof collector>): void {
  switch (atom.kind) {
    case 'literal':
      out.text(atom.text);
      break;
    case 'break':
      out.node({ type: 'hardBreak' });
      break;
    case 'code':
      out.code(atom.text);
      break;
    case 'mention': {
      const id = atom.id.replace(/^accountid:/, '');
      out.node({ type: 'mention', attrs: { id, text: `@${id}` } });
      break;
    }
    case 'file': {
      const url = atom.name.includes('://') ? { url: atom.name } : {};
      out.node({ type: 'mediaInline', attrs: { type: 'file', alt: atom.name, ...url } });
      break;
    }
    case 'link': {
      const mark = { type: 'link', attrs: { href: atom.href } };
      for (const node of nodesFrom([{ text: atom.label, color: null }], mark)) out.node(node);
    }
  }
}

function tokenise(text: string, boundaries: ReadonlySet<number>, isLabel: boolean): Token[] {
  const tokens: Token[] = [];
  const atomAt = atomReader(text);
  let position = 0;
  const put = (token: Token) => {
    if (token.start > position) tokens.push({ kind: 'text', start: position, end: token.start });
    tokens.push(token);
    position = token.end;
  };
  SPECIAL.lastIndex = 0;
  for (let match = SPECIAL.exec(text); match; match = SPECIAL.exec(text)) {
    const token = tokenAt(match.index);
    if (!token) continue;
    put(token);
    SPECIAL.lastIndex = position;
  }
  if (position < text.length) tokens.push({ kind: 'text', start: position, end: text.length });
  return tokens;

  function tokenAt(at: number): Token | null {
    const sign = text[at] as string;
    if (sign === '\n') return { kind: 'line', start: at, end: at + 1 };
    if (sign === ':') {
      const address = isLabel ? null : bareAddress(text, at);
      return address && address.start >= position ? { kind: 'address', ...address } : null;
    }
    const braced = sign === '{' && text[at + 2] === '}' ? (text[at + 1] as string) : null;
    if (braced !== null && braced in MARKS) {
      const either: Delimiter = { sign: braced, opens: true, closes: true, role: 'text' };
      return { kind: 'delimiter', start: at, end: at + 3, delimiter: either };
    }
    const name = sign === '?' ? text.slice(at, at + 2) : sign;
    if (name in MARKS) {
      const end = at + name.length;
      const before = boundaries.has(at) ? '' : (text[at - 1] ?? '');
      const after = boundaries.has(end) && end < text.length ? ' ' : (text[end] ?? '');
      const given = delimiter(name, before, text[end] ?? '');
      const closes = given.closes || (boundaries.has(end) && delimiter(name, before, after).closes);
      return { kind: 'delimiter', start: at, end, delimiter: { ...given, closes } };
    }
    const atom = atomAt(at);
    return atom && { kind: 'atom', start: at, end: atom.end, atom };
  }
}

function* separated(tokens: readonly Token[]): Generator<Delimiter | null> {
  for (const token of tokens) {
    if (token.kind === 'delimiter') yield token.delimiter;
    else if (token.kind === 'line') yield null;
  }
}

/** Where the colour changes in the joined text, and to what. */
function colorChanges(runs: readonly TextRun[]): { readonly start: number; readonly color: string | null }[] {
  const changes = [];
  let start = 0;
  let current: string | null = null;
  for (const { text, color } of runs) {
    if (color !== current) changes.push({ start, color });
    current = color;
    start += text.length;
  }
  return changes;
}

/** Gathers nodes, with the marks that hold at each point; neighbours with the same marks become one text node. */
function collector(always: readonly DocumentMark[]) {
  const nodes: DocumentNode[] = [];
  const open: DocumentMark[] = [];
  let color: string | null = null;
  let marks: DocumentMark[] = [];
  let last: { readonly node: DocumentNode & { text: string }; readonly marks: DocumentMark[] } | null = null;

  const refresh = () => {
    const colored = color === null ? [] : [{ type: 'textColor', attrs: { color } }];
    marks = [
      ...always,
      ...new Map([...open, ...colored].map((mark) => [JSON.stringify(mark), mark])).values(),
    ];
  };
  refresh();

  function put(text: string, own: DocumentMark[]): void {
    if (text === '') return;
    if (last && last.marks === own) {
      last.node.text += text;
      return;
    }
    const node = { type: 'text', text, ...(own.length > 0 ? { marks: own } : {}) };
    nodes.push(node);
    last = { node, marks: own };
  }

  return {
    nodes,
    text: (text: string, ...more: DocumentMark[]) => put(text, more.length > 0 ? [...marks, ...more] : marks),
    /** Code takes no marks beside the link that it is the label of. */
    code: (text: string) => put(text, [...always, { type: 'code' }]),
    node(node: DocumentNode) {
      nodes.push(node);
      last = null;
    },
    open(mark: DocumentMark) {
      open.push(mark);
      refresh();
    },
    close() {
      open.pop();
      refresh();
    },
    color(value: string | null) {
      color = value;
      refresh();
    },
  };
}
