import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api, type Letter } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { RecordView } from './record-view.tsx';
import { type Outcome, outcomeOf } from './tried-letters.ts';

const LINK = 'text-[0.875rem] text-accent underline underline-offset-4 disabled:opacity-60';

/** A record that waits, or that did until it was sent through the gate by itself: then what became of it. */
export function LetterItem({
  letter,
  waits,
  outcome,
  canPass,
  onTried,
}: {
  letter: Letter;
  waits: boolean;
  outcome: Outcome | null;
  canPass: boolean;
  onTried: (outcome: Outcome) => void;
}) {
  const { id, key, externalId, place, reason, attempts, source, refusedLast } = letter;
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);
  const redrive = useMutation({
    mutationFn: () => api.redriveOne(id),
    onSuccess: (answer) => onTried(outcomeOf(answer)),
    onSettled: () => client.invalidateQueries(),
  });
  const pressed = redrive.submittedAt > 0;
  useEffect(() => {
    // What was pressed may go: whoever uses a keyboard goes on from here.
    if (pressed && outcome !== null) said.current?.focus();
  }, [pressed, outcome]);
  return (
    <li className="space-y-2 border-l-2 border-line pl-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[0.8125rem] text-muted">
        <span className="font-mono">#{id}</span>
        {(key ?? externalId) && <span className="font-mono text-accent">{key ?? externalId}</span>}
        {place && <span>{place}</span>}
        <span>from {source}</span>
        <span>
          refused {attempts === 1 ? '' : `${attempts} times, last `}
          <Moment at={refusedLast} />
        </span>
      </p>
      {waits && <p className="text-[0.875rem] break-words">{reason}</p>}
      {waits && (
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className={LINK}>
            {open ? `Hide record #${id}` : `Show record #${id}`}
          </button>
          {canPass && (
            <button
              type="button"
              disabled={redrive.isPending}
              onClick={() => redrive.mutate()}
              className={LINK}
            >
              Redrive #{id}
            </button>
          )}
        </div>
      )}
      <p ref={said} role="status" tabIndex={-1} className="text-[0.875rem] empty:hidden">
        {outcome && spoken(outcome, waits)}
        {outcome === 'accepted' && key && (
          <>
            {' '}
            <Link to="/tickets/$key" params={{ key }} className={LINK}>
              {key}
            </Link>
          </>
        )}
      </p>
      {redrive.error && <ProblemNotice problem={problemFrom(redrive.error)} />}
      {waits && open && <RecordView id={id} />}
    </li>
  );
}

function spoken(outcome: Outcome, waits: boolean): string {
  if (outcome === 'accepted') return 'Accepted: it is a ticket now.';
  if (outcome === 'duplicate') return 'Known already, in this state or a newer one.';
  if (outcome === 'refused' && waits) return 'Refused again.';
  // For another reason it stands under another rule, and somebody else may have disposed of it.
  return 'It waits under this rule no more.';
}
