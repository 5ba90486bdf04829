import type { TicketAnswer } from '../api/client.ts';
import type { DocumentNode } from './node.ts';
import { Nodes } from './node-view.tsx';

/** A text from Jira, made of elements from its tree; no part of it is ever read as HTML. */
export function DocumentView({ document }: { document: NonNullable<TicketAnswer['description']> }) {
  return (
    <div className="document space-y-3 break-words">
      {/* The schema promises objects; that they are nodes was checked when they came in. */}
      <Nodes nodes={document.content as unknown as readonly DocumentNode[]} depth={0} />
    </div>
  );
}
