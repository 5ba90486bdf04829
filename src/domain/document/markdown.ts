import { wordsOfLeaf } from './inline.ts';
import type { Document, DocumentMark, DocumentNode } from './schema.ts';

/** The Markdown view of a document: for the terminal, exports and language models. Lossy only in looks, not in words. */
export function documentToMarkdown(document: Document): string {
  return blocks(document.content);
}

function blocks(nodes: readonly DocumentNode[] = []): string {
  return nodes
    .map(block)
    .filter((text) => text !== '')
    .join('\n\n');
}

function block(node: DocumentNode): string {
  const children = node.content ?? [];
  switch (node.type) {
    case 'paragraph':
    case 'caption':
      return inline(children);
    case 'heading':
      return `${'#'.repeat(Math.min(6, Math.max(1, Number(node.attrs?.level) || 1)))} ${inline(children)}`;
    case 'codeBlock':
      return fenced(children.map((child) => child.text ?? '').join(''), node.attrs?.language);
    case 'blockquote':
      return prefixed('> ', blocks(children));
    case 'panel':
      return prefixed('> ', `**${String(node.attrs?.panelType ?? 'note')}:** ${blocks(children)}`);
    case 'rule':
      return '---';
    case 'bulletList':
      return children.map((item) => listItem('- ', item)).join('\n');
    case 'orderedList': {
      const first = Number(node.attrs?.order ?? 1);
      return children.map((item, position) => listItem(`${first + position}. `, item)).join('\n');
    }
    case 'taskList':
      return children
        .map((item) =>
          item.type === 'taskItem'
            ? `- [${item.attrs?.state === 'DONE' ? 'x' : ' '}] ${inline(item.content)}`
            : block(item),
        )
        .join('\n');
    case 'decisionList':
      return children.map((item) => `- ${inline(item.content)}`).join('\n');
    case 'expand':
    case 'nestedExpand':
      return [wordsOfLeaf(node) && `**${wordsOfLeaf(node)}**`, blocks(children)].filter(Boolean).join('\n\n');
    case 'table':
      return table(children);
    case 'text':
      return inline([node]);
    default:
      return node.content ? blocks(node.content) || wordsOfLeaf(node) : wordsOfLeaf(node);
  }
}

function inline(nodes: readonly DocumentNode[] = []): string {
  return nodes
    .map((node) =>
      node.type === 'text'
        ? marked(node.text ?? '', node.marks)
        : node.content
          ? blocks([node])
          : inlineLeaf(node),
    )
    .join('');
}

function inlineLeaf(node: DocumentNode): string {
  return node.type === 'hardBreak' ? '  \n' : wordsOfLeaf(node);
}

function marked(text: string, marks: readonly DocumentMark[] = []): string {
  return marks.reduce((inner, mark) => {
    switch (mark.type) {
      case 'strong':
        return `**${inner}**`;
      case 'em':
        return `*${inner}*`;
      case 'code':
        return `\`${inner}\``;
      case 'strike':
        return `~~${inner}~~`;
      case 'link':
        return `[${inner}](${String(mark.attrs?.href ?? '')})`;
      default:
        return inner;
    }
  }, text);
}

/** A fence longer than any run of back-ticks inside, so that the code cannot end it. */
function fenced(code: string, language: unknown): string {
  // Pasted logs can hold more runs than a call takes arguments.
  let longest = 2;
  for (const [run] of code.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${typeof language === 'string' ? language : ''}\n${code}\n${fence}`;
}

function listItem(bullet: string, item: DocumentNode): string {
  const indent = ' '.repeat(bullet.length);
  const body = item.content ? item.content.map(block).join('\n') : wordsOfLeaf(item);
  return bullet + body.replaceAll('\n', `\n${indent}`);
}

function prefixed(prefix: string, text: string): string {
  return text
    .split('\n')
    .map((line) => prefix + line)
    .join('\n');
}

function table(rows: readonly DocumentNode[]): string {
  const lines = rows.map((row) => `| ${(row.content ?? []).map(cell).join(' | ')} |`);
  const columns = rows[0]?.content?.length ?? 0;
  lines.splice(1, 0, `|${' --- |'.repeat(columns)}`);
  return lines.join('\n');
}

function cell(node: DocumentNode): string {
  return blocks(node.content).replaceAll('|', '\\|').replaceAll(/\n+/g, '<br>');
}
