import type { ReactNode } from 'react';
import { attribute, type DocumentNode } from './node.ts';

/** A cell, a heading cell where Jira has one; it may span rows and columns. */
export function TableCell({ node, children }: { node: DocumentNode; children: ReactNode }) {
  const Cell = node.type === 'tableHeader' ? 'th' : 'td';
  return (
    <Cell
      colSpan={span(attribute(node, 'colspan'))}
      rowSpan={span(attribute(node, 'rowspan'))}
      className={`space-y-2 border-line px-3 py-2 text-left align-top not-last:border-r ${
        node.type === 'tableHeader' ? 'bg-line/40 font-semibold' : ''
      }`}
    >
      {children}
    </Cell>
  );
}

/** A span that a browser can lay out: some hundreds are more than any table needs. */
function span(value: string): number {
  const cells = Math.trunc(Number(value));
  return cells >= 1 && cells <= 200 ? cells : 1;
}
