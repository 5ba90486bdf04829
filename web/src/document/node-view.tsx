import { CodeBlock } from './code-block.tsx';
import { MarkedText } from './marked-text.tsx';
import { Media } from './media.tsx';
import { attribute, type DocumentNode, plainText, wordsOfLeaf } from './node.ts';
import { Panel } from './panel.tsx';
import { Card } from './safe-link.tsx';
import { ScrollArea } from './scroll-area.tsx';
import { TableCell } from './table-cell.tsx';

/** Deeper than anything a person writes, and shallow enough for every browser. */
const DEEPEST = 60;

/** Nodes one after the other. */
export function Nodes({ nodes, depth }: { nodes: readonly DocumentNode[] | undefined; depth: number }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a document is read-only; its nodes never change places
  return (nodes ?? []).map((node, place) => <NodeView key={place} node={node} depth={depth} />);
}

/** One node of a document as elements. What is unknown shows its children and words: nothing is dropped. */
function NodeView({ node, depth }: { node: DocumentNode; depth: number }) {
  if (depth > DEEPEST) return plainText(node);
  const children = <Nodes nodes={node.content} depth={depth + 1} />;
  switch (node.type) {
    case 'text':
      return <MarkedText node={node} />;
    case 'paragraph':
      return <p>{children}</p>;
    case 'heading':
      return <Heading level={attribute(node, 'level')}>{children}</Heading>;
    case 'bulletList':
      return <ul className="list-disc space-y-1 pl-6 marker:text-edge">{children}</ul>;
    case 'orderedList':
      return (
        <ol
          start={Number(attribute(node, 'order')) || 1}
          className="list-decimal space-y-1 pl-6 marker:text-muted"
        >
          {children}
        </ol>
      );
    case 'listItem':
      return <li className="space-y-1 pl-1">{children}</li>;
    case 'taskList':
    case 'decisionList':
      return <div className="space-y-1">{children}</div>;
    case 'taskItem':
      return (
        <Item sign={attribute(node, 'state') === 'DONE' ? ['☑', 'Done:'] : ['☐', 'To do:']}>{children}</Item>
      );
    case 'decisionItem':
      return <Item sign={['◆', 'Decision:']}>{children}</Item>;
    case 'codeBlock':
      return <CodeBlock node={node} />;
    case 'blockquote':
      return <blockquote className="space-y-2 border-l-2 border-edge pl-4 text-muted">{children}</blockquote>;
    case 'panel':
      return <Panel kind={attribute(node, 'panelType')}>{children}</Panel>;
    case 'rule':
      return <hr className="border-line" />;
    case 'table':
      return (
        <ScrollArea name="Table">
          <table className="w-full border-collapse text-[0.875rem]">
            <tbody className="divide-y divide-line">{children}</tbody>
          </table>
        </ScrollArea>
      );
    case 'tableRow':
      return <tr>{children}</tr>;
    case 'tableHeader':
    case 'tableCell':
      return <TableCell node={node}>{children}</TableCell>;
    case 'expand':
    case 'nestedExpand':
      return (
        <details className="rounded-lg border border-line px-4 py-2 open:pb-3">
          <summary className="font-medium">{attribute(node, 'title') || 'Details'}</summary>
          <div className="mt-2 space-y-3">{children}</div>
        </details>
      );
    case 'mention':
      return <span className="rounded bg-tint px-1 text-accent">{wordsOfLeaf(node)}</span>;
    case 'date':
      return <time className="rounded bg-line/60 px-1">{wordsOfLeaf(node)}</time>;
    case 'status':
      return (
        <span className="rounded border border-edge px-1.5 text-[0.8em] font-semibold">
          {wordsOfLeaf(node)}
        </span>
      );
    case 'inlineCard':
      return <Card to={attribute(node, 'url')} />;
    case 'blockCard':
    case 'embedCard':
      return (
        <p>
          <Card to={attribute(node, 'url')} />
        </p>
      );
    case 'media':
    case 'mediaInline':
      return <Media node={node} />;
    case 'hardBreak':
      return <br />;
    default:
      return (
        <>
          {wordsOfLeaf(node)}
          {children}
        </>
      );
  }
}

/** Headings of a ticket's text stand below the page's own two levels. */
function Heading({ level, children }: { level: string; children: React.ReactNode }) {
  const Tag = (['h3', 'h3', 'h4', 'h5', 'h6', 'h6'] as const)[Number(level) - 1] ?? 'h3';
  return <Tag className={`pt-2 font-semibold ${Tag === 'h3' ? 'text-[1.0625rem]' : ''}`}>{children}</Tag>;
}

function Item({ sign: [sign, name], children }: { sign: [string, string]; children: React.ReactNode }) {
  return (
    <div className="flex gap-2">
      <span aria-hidden="true" className="text-accent">
        {sign}
      </span>
      <span className="sr-only">{name}</span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
