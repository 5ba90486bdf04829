/** A node of the Atlassian Document Format (ADF), as far as the company's people use it. */
export interface AdfNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly AdfNode[];
  readonly text?: string;
}

/** A whole ADF document: what Jira stores in descriptions, comment bodies and environments. */
export interface AdfDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly AdfNode[];
}

const cells = new Set(['tableCell', 'tableHeader']);
const endsLine = new Set(['paragraph', 'heading', 'codeBlock', 'listItem', 'tableRow']);

/** The plain text of a document, one line per block; what the demo's own text search and its plain pages use. */
export function plainText(node: AdfDocument | AdfNode | null): string {
  if (!node) return '';
  let text = '';
  const visit = (part: AdfDocument | AdfNode) => {
    if ('text' in part && part.text !== undefined) text += part.text;
    else if (part.type === 'hardBreak') text += '\n';
    else if ('attrs' in part && typeof part.attrs?.text === 'string') text += part.attrs.text;
    else if (part.type === 'inlineCard' && 'attrs' in part) text += String(part.attrs?.url ?? '');
    const before = text.length;
    for (const child of part.content ?? []) visit(child);
    // The cells of a row stay on one line.
    if (cells.has(part.type) && text.length > before) text = text.replace(/(\S)\n$/, '$1 | ');
    else if (endsLine.has(part.type) && !text.endsWith('\n')) text += '\n';
  };
  visit(node);
  return text.trim();
}
