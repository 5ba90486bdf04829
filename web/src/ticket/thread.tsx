import type { TicketAnswer } from '../api/client.ts';
import { DocumentView } from '../document/document-view.tsx';
import { Comment } from './comment.tsx';

/** What the reporter wrote. */
export function Report({ description }: Pick<TicketAnswer, 'description'>) {
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title" className="sr-only">
        Report
      </h2>
      {description ? (
        <DocumentView document={description} />
      ) : (
        <p className="text-muted">This ticket has no description.</p>
      )}
    </section>
  );
}

/** What was answered, in its order. */
export function Thread({ comments }: Pick<TicketAnswer, 'comments'>) {
  return (
    <section aria-labelledby="thread-title">
      <h2 id="thread-title" className="mb-5 text-xs font-semibold text-muted">
        {comments.length === 0
          ? 'No comments'
          : comments.length === 1
            ? '1 comment'
            : `${comments.length} comments`}
      </h2>
      <ol className="space-y-7">
        {comments.map((comment) => (
          <Comment key={comment.id} comment={comment} />
        ))}
      </ol>
    </section>
  );
}
