import type { DocumentNode } from './schema.ts';

function attribute(node: DocumentNode, name: string): string {
  const value = node.attrs?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/**
 * The words that a node shows although they are not in text nodes: mentions, emoji, dates, status lozenges, cards,
 * media and the titles of panels. Both views use it, so neither can forget a kind that the other knows.
 */
export function wordsOfLeaf(node: DocumentNode): string {
  switch (node.type) {
    case 'hardBreak':
      return '\n';
    case 'mention':
      return attribute(node, 'text') || (attribute(node, 'id') && `@${attribute(node, 'id')}`);
    case 'emoji':
      return attribute(node, 'text') || attribute(node, 'shortName');
    case 'date': {
      const milliseconds = Number(attribute(node, 'timestamp'));
      // Date holds ±8.64e15 ms; anything else in the attribute is shown as it came.
      return attribute(node, 'timestamp') !== '' && Math.abs(milliseconds) <= 8.64e15
        ? new Date(milliseconds).toISOString().slice(0, 10)
        : attribute(node, 'timestamp');
    }
    case 'status':
      return attribute(node, 'text');
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return attribute(node, 'url');
    case 'media':
    case 'mediaInline':
      return attribute(node, 'alt') || attribute(node, 'filename') || attribute(node, 'url');
    case 'expand':
    case 'nestedExpand':
      return attribute(node, 'title');
    case 'decisionItem':
    case 'taskItem':
      return '';
    default:
      return attribute(node, 'text') || attribute(node, 'title');
  }
}
