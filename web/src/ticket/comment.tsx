import type { TicketComment } from '../api/client.ts';
import { DocumentView } from '../document/document-view.tsx';
import { Moment } from '../time/moment.tsx';
import { exactTime } from '../time/relative.ts';
import { Avatar } from './avatar.tsx';
import { isRestricted, RestrictedBadge } from './restricted-badge.tsx';

/** One voice of the thread: who, when, for whom, what. */
export function Comment({ comment }: { comment: TicketComment }) {
  const name = comment.author?.displayName ?? 'Unknown author';
  const restricted = isRestricted(comment.visibility);
  return (
    <li id={`comment-${comment.id}`} className="flex gap-4">
      <Avatar name={name} />
      <article
        aria-label={`${name}, ${exactTime(comment.created)}`}
        className={`min-w-0 flex-1 ${restricted ? '-mt-2 rounded-lg bg-caution-tint px-4 py-2' : 'pt-1'}`}
      >
        <p className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
          <strong className="text-[0.9375rem] font-semibold">{name}</strong>
          <span className="text-muted">
            <Moment at={comment.created} />
            {comment.updated !== comment.created && (
              <>
                , edited <Moment at={comment.updated} />
              </>
            )}
          </span>
          <RestrictedBadge visibility={comment.visibility} />
        </p>
        <DocumentView document={comment.body} />
      </article>
    </li>
  );
}
