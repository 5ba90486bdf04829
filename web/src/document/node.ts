/** A node of the Atlassian Document Format. Nothing about its attributes is certain: people and apps write them. */
export interface DocumentNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly DocumentNode[];
  readonly marks?: readonly DocumentMark[];
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export interface DocumentMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

/** An attribute as text; empty where it is absent or of another kind. */
export function attribute(node: DocumentNode | DocumentMark, name: string): string {
  const value = node.attrs?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The words that a leaf shows although they are not in a text node: the same as the search finds. */
export function wordsOfLeaf(node: DocumentNode): string {
  switch (node.type) {
    case 'mention':
      return attribute(node, 'text') || (attribute(node, 'id') && `@${attribute(node, 'id')}`);
    case 'emoji':
      return attribute(node, 'text') || attribute(node, 'shortName');
    case 'date':
      return dayOf(attribute(node, 'timestamp'));
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return attribute(node, 'url');
    case 'media':
    case 'mediaInline':
      return attribute(node, 'alt') || attribute(node, 'filename') || attribute(node, 'url');
    default:
      return node.text ?? (attribute(node, 'text') || attribute(node, 'title'));
  }
}

/** All words below a node, gathered without recursion: for what lies deeper than a page can show. */
export function plainText(node: DocumentNode): string {
  const words: string[] = [];
  const open: DocumentNode[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    const own = wordsOfLeaf(next);
    if (own) words.push(own);
    open.push(...(next.content ?? []).toReversed());
  }
  return words.join(' ');
}

/** A day as Jira keeps it, in epoch milliseconds at midnight UTC; anything else is shown as it came. */
function dayOf(timestamp: string): string {
  const milliseconds = Number(timestamp);
  if (timestamp === '' || !(Math.abs(milliseconds) <= 8.64e15)) return timestamp;
  return new Date(milliseconds).toISOString().slice(0, 10);
}
