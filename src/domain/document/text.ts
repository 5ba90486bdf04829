import { wordsOfLeaf } from './inline.ts';
import type { Document, DocumentNode } from './schema.ts';

/** Nodes whose children flow in one line; everything else that has children puts each child on lines of its own. */
const INLINE_PARENTS = new Set(['paragraph', 'heading', 'codeBlock', 'caption', 'taskItem', 'decisionItem']);

/** A piece of a document's structure as plain text. */
export interface DocumentBlock {
  readonly kind: 'heading' | 'code' | 'text';
  readonly text: string;
  /** What it consists of, where that stands on lines of its own: items of a list, rows of a table. Else empty. */
  readonly parts: readonly DocumentBlock[];
}

/** The blocks of a document in reading order, empty ones left out. */
export function documentBlocks({ content }: Pick<Document, 'content'>): DocumentBlock[] {
  return content.map(blockOf).filter(({ text }) => text !== '');
}

/**
 * The plain text of a document, for search and embedding: every word that the tree holds, in reading order, code and
 * stack traces verbatim, blocks on lines of their own, table cells of a row joined by ` | `.
 */
export function documentToText(document: Document): string {
  return documentBlocks(document)
    .map(({ text }) => text)
    .join('\n\n');
}

function blockOf(node: DocumentNode): DocumentBlock {
  const own = node.text ?? wordsOfLeaf(node);
  if (!node.content) return leaf('text', own);
  if (INLINE_PARENTS.has(node.type)) {
    const kind = node.type === 'codeBlock' ? 'code' : node.type === 'heading' ? 'heading' : 'text';
    return leaf(kind, own + node.content.map((child) => blockOf(child).text).join(''));
  }
  const children = documentBlocks({ content: node.content });
  const parts = own === '' ? children : [leaf('text', own), ...children];
  const texts = parts.map(({ text }) => text);
  if (node.type === 'tableRow') return leaf('text', texts.join(' | '));
  return { kind: 'text', text: texts.join('\n'), parts };
}

function leaf(kind: DocumentBlock['kind'], text: string): DocumentBlock {
  return { kind, text, parts: [] };
}
