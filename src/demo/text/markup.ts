import { type AdfDocument, type AdfNode, plainText } from './adf.ts';
import { inlineNodes } from './inline-markup.ts';

/**
 * Turns the small markup that the company's texts are written in into an ADF document.
 *
 * Blocks are separated by blank lines: paragraphs (single line ends become hard breaks), `# heading`, `- bullets`,
 * `1. ordered`, `> quote`, `!info|!warning|!note|!error|!success text` panels, `| a | b |` tables whose first row is
 * the head, and fenced code (```` ```sql ````), inside of which nothing is interpreted.
 */
export function documentFrom(markup: string): AdfDocument {
  const content: AdfNode[] = [];
  const lines = markup.replaceAll('\r', '').split('\n');
  let block: string[] = [];
  const flush = () => {
    const node = blockNode(block);
    if (node) content.push(node);
    block = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (line.startsWith('```')) {
      flush();
      const end = lines.indexOf('```', index + 1);
      const last = end < 0 ? lines.length : end;
      content.push(codeBlock(lines.slice(index + 1, last).join('\n'), line.slice(3).trim()));
      index = last;
    } else if (line.trim() === '') {
      flush();
    } else {
      // A list or a quote may follow its introducing line without a blank one.
      if (block.length > 0 && kindOf(line) !== kindOf(block[0]!)) flush();
      block.push(line.trim());
    }
  }
  flush();
  return { version: 1, type: 'doc', content };
}

/** The document of a text that may be absent. */
export const documentOf = (markup: string | null): AdfDocument | null =>
  markup === null ? null : documentFrom(markup);

/** The words of a text, without its marks; empty where it is absent. */
export const plainTextOf = (markup: string | null): string => plainText(documentOf(markup));

const bullet = /^[-*] +/;
const ordinal = /^\d+\. +/;
const panel = /^!(info|note|warning|error|success) +/;

function kindOf(line: string): string {
  const text = line.trim();
  if (text.startsWith('#')) return 'heading';
  if (bullet.test(text)) return 'bullet';
  if (ordinal.test(text)) return 'ordered';
  if (text.startsWith('> ')) return 'quote';
  if (text.startsWith('| ')) return 'table';
  if (panel.test(text)) return 'panel';
  return 'paragraph';
}

function blockNode(lines: readonly string[]): AdfNode | undefined {
  const first = lines[0];
  if (first === undefined) return undefined;
  switch (kindOf(first)) {
    case 'heading': {
      const level = /^#+/.exec(first)![0].length;
      const title = lines.join(' ').slice(level).trim();
      return { type: 'heading', attrs: { level: Math.min(level + 1, 6) }, content: inlineNodes(title) };
    }
    case 'bullet':
      return { type: 'bulletList', content: lines.map((line) => listItem(line.replace(bullet, ''))) };
    case 'ordered': {
      const content = lines.map((line) => listItem(line.replace(ordinal, '')));
      return { type: 'orderedList', attrs: { order: 1 }, content };
    }
    case 'quote':
      return { type: 'blockquote', content: [paragraph(lines.map((line) => line.slice(2)))] };
    case 'table':
      return table(lines);
    case 'panel': {
      const panelType = panel.exec(first)![1]!;
      const content = [paragraph([first.replace(panel, ''), ...lines.slice(1)])];
      return { type: 'panel', attrs: { panelType }, content };
    }
    default:
      return paragraph(lines);
  }
}

function paragraph(lines: readonly string[]): AdfNode {
  const content: AdfNode[] = [];
  lines.forEach((line, index) => {
    if (index > 0) content.push({ type: 'hardBreak' });
    content.push(...inlineNodes(line));
  });
  return { type: 'paragraph', content };
}

const listItem = (text: string): AdfNode => ({ type: 'listItem', content: [paragraph([text])] });

/** Jira's editor stores no text node for an empty code block: an empty text node is not valid ADF. */
function codeBlock(text: string, language: string): AdfNode {
  const content = text ? [{ type: 'text', text }] : [];
  return language ? { type: 'codeBlock', attrs: { language }, content } : { type: 'codeBlock', content };
}

function table(lines: readonly string[]): AdfNode {
  const rows = lines.map((line, index): AdfNode => {
    const cells = line
      .replace(/^\| */, '')
      .replace(/ *\|$/, '')
      .split(/ *\| */);
    const type = index === 0 ? 'tableHeader' : 'tableCell';
    const content = cells.map((cell): AdfNode => ({ type, attrs: {}, content: [paragraph([cell])] }));
    return { type: 'tableRow', content };
  });
  return { type: 'table', attrs: { isNumberColumnEnabled: false, layout: 'default' }, content: rows };
}
