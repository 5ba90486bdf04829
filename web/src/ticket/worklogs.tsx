import type { TicketAnswer } from '../api/client.ts';
import { DocumentView } from '../document/document-view.tsx';
import { Moment } from '../time/moment.tsx';
import { spent } from './duration.ts';
import { RestrictedBadge } from './restricted-badge.tsx';
import { counted, FoldedSection } from './section.tsx';

/** The time that people logged. */
export function Worklogs({ worklogs }: Pick<TicketAnswer, 'worklogs'>) {
  if (worklogs.length === 0) return null;
  const total = worklogs.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <FoldedSection
      title="Time logged"
      aside={`${spent(total)} in ${counted(worklogs.length, 'entry', 'entries')}`}
    >
      <ul className="space-y-3 text-[0.875rem]">
        {worklogs.map(({ id, author, started, seconds, visibility, comment }) => (
          <li key={id}>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem]">
              <strong className="font-semibold">{author?.displayName ?? 'Unknown author'}</strong>
              <span>{spent(seconds)}</span>
              <span className="text-muted">
                <Moment at={started} />
              </span>
              <RestrictedBadge visibility={visibility} />
            </p>
            {comment && <DocumentView document={comment} />}
          </li>
        ))}
      </ul>
    </FoldedSection>
  );
}
