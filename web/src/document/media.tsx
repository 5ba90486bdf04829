import { safeAddress } from './links.ts';
import { attribute, type DocumentNode } from './node.ts';
import { SafeLink } from './safe-link.tsx';

/**
 * A picture or file, by its name. Nothing is loaded from elsewhere: that would tell a stranger who reads which ticket,
 * and the files in Jira need a login of their own.
 */
export function Media({ node }: { node: DocumentNode }) {
  const url = attribute(node, 'url');
  const name = attribute(node, 'alt') || attribute(node, 'filename') || attribute(node, '__fileName') || url;
  return (
    <span className="inline-flex max-w-full items-center gap-2 rounded-lg border border-dashed border-edge px-3 py-1 text-[0.875rem] text-muted">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4 shrink-0">
        <path
          d="M11.5 5 6.4 10.1a1.4 1.4 0 0 0 2 2l5-5a2.9 2.9 0 0 0-4.1-4.1L4.2 8.1a4.3 4.3 0 0 0 6.1 6.1l3.4-3.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.3"
          strokeLinecap="round"
        />
      </svg>
      <span className="min-w-0 break-words">
        {safeAddress(url) ? <SafeLink to={url}>{name}</SafeLink> : name || 'Attachment'}
      </span>
    </span>
  );
}
