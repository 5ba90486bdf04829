import { wordsOfLeaf } from './inline.ts';
import type { Document, DocumentNode } from './schema.ts';

/** Nodes whose children flow in one line; everything else that has children puts each child on lines of its own. */
const INLINE_PARENTS = new Set(['paragraph', 'heading', 'codeBlock', 'caption', 'taskItem', 'decisionItem']);

/**
 * The plain text of a document, for search and embedding: every word that the tree holds, in reading order, code and
 * stack traces verbatim, blocks on lines of their own, table cells of a row joined by ` | `.
 */
export function documentToText(document: Document): string {
  return document.content
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

function blockText(node: DocumentNode): string {
  const own = node.text ?? wordsOfLeaf(node);
  if (!node.content) return own;
  if (INLINE_PARENTS.has(node.type)) return own + node.content.map(blockText).join('');
  const separator = node.type === 'tableRow' ? ' | ' : '\n';
  const children = node.content.map(blockText).filter((text) => text !== '');
  return [own, ...children].filter((text) => text !== '').join(separator);
}
