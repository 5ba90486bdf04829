import type { Document, DocumentNode } from '../schema.ts';
import { blockNodes } from './blocks.ts';
import type { Line } from './line.ts';
import { type Container, type MacroToken, macroTokens } from './macros.ts';

/** Text inside a quote or panel, gathered until that ends. */
interface Frame {
  readonly macro: Container | null;
  readonly parameters: string;
  readonly lines: Line[];
}

/**
 * The document that Jira's text formatting notation ("wiki markup") describes: what REST v2, Data Center and CSV
 * exports give for descriptions and comments. Whatever is not understood stays text, so no word is lost. Time and
 * memory grow with the length of the text alone, and the depth of the tree is bounded, whatever the text is.
 *
 * Source: https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
 */
export function documentFromWiki(text: string): Document {
  const root: Frame = { macro: null, parameters: '', lines: [[]] };
  const frames: Frame[] = [root];
  for (const token of macroTokens(text.replaceAll(/\r\n?/g, '\n'))) {
    const frame = frames.at(-1) as Frame;
    if (token.kind === 'open') {
      frames.push({ macro: token.macro, parameters: token.parameters, lines: [[]] });
    } else if (token.kind === 'close') {
      frames.pop();
      putNodes(frames.at(-1) as Frame, [containerNode(frame)]);
    } else if (token.kind === 'verbatim') {
      putNodes(frame, codeNodes(token));
    } else {
      putText(frame, token);
    }
  }
  return { type: 'doc', version: 1, content: blockNodes(root.lines) };
}

function putText({ lines }: Frame, { text, color }: MacroToken & { kind: 'text' }): void {
  for (const [number, line] of text.split('\n').entries()) {
    if (number > 0) lines.push([]);
    if (line !== '') lines.at(-1)?.push({ kind: 'text', text: line, color });
  }
}

function putNodes({ lines }: Frame, nodes: readonly DocumentNode[]): void {
  for (const node of nodes) lines.at(-1)?.push({ kind: 'block', node });
}

function containerNode({ macro, parameters, lines }: Frame): DocumentNode {
  const content = [...titleOf(parameters), ...blockNodes(lines)];
  return macro === 'quote'
    ? { type: 'blockquote', content }
    : { type: 'panel', attrs: { panelType: 'info' }, content };
}

/** Code without the line ends that only separate it from its tags, under its title where it has one. */
function codeNodes({ macro, parameters, body }: MacroToken & { kind: 'verbatim' }): DocumentNode[] {
  const text = body.replace(/^[ \t]*\n/, '').trimEnd();
  const given = parameters.split('|').find((part) => part !== '' && !part.includes('='));
  const language = macro === 'code' ? (given ?? propertyOf(parameters, 'language') ?? null) : null;
  const code = {
    type: 'codeBlock',
    ...(language ? { attrs: { language } } : {}),
    content: text === '' ? [] : [{ type: 'text', text }],
  };
  return [...titleOf(parameters), code];
}

function titleOf(parameters: string): DocumentNode[] {
  const title = propertyOf(parameters, 'title');
  const text = title && { type: 'text', text: title, marks: [{ type: 'strong' }] };
  return text ? [{ type: 'paragraph', content: [text] }] : [];
}

function propertyOf(parameters: string, name: string): string | undefined {
  const property = parameters.split('|').find((part) => part.trim().startsWith(`${name}=`));
  return property?.slice(property.indexOf('=') + 1).trim();
}
