import { useId, useState } from 'react';
import type { LettersAnswer } from '../api/client.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Button } from '../ui/button.tsx';
import { LetterList } from './letter-list.tsx';
import { inWords } from './rules.ts';
import type { TriedLetter } from './tried-letters.ts';
import { type Disposal, useDisposal } from './use-disposal.ts';

/** The records that break one rule: how many, what can be done with them, and each of them. */
export function RefusedByRule({
  rule,
  letters,
  example,
  tried,
  onTried,
}: LettersAnswer['rules'][number] & {
  tried: readonly TriedLetter[];
  onTried: (tried: TriedLetter) => void;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const disposal = useDisposal(rule);
  const count = letters.toLocaleString('en');
  const these = `${count} ${letters === 1 ? 'record' : 'records'}`;
  const { broken, helps, canPass } = inWords(rule);
  return (
    <li className="border-t border-line py-5 first:mt-4">
      <section aria-labelledby={id} className="space-y-3">
        <h2 id={id} className="flex flex-wrap items-baseline gap-x-3 text-base font-semibold">
          <span className="min-w-0 break-words">{broken}</span>
          <code className="text-[0.8125rem] font-normal break-all text-muted">{rule}</code>
          <span className="text-[0.875rem] font-normal text-muted tabular-nums">{these}</span>
        </h2>
        <p className="text-[0.875rem] break-words empty:hidden">
          {letters > 1 && <span className="text-muted">One of them: </span>}
          {example}
        </p>
        <div className="flex flex-wrap gap-3 text-[0.875rem]">
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide them' : 'Show them'}
          </Button>
          {canPass && letters > 0 && (
            <Button disabled={disposal.busy} onClick={disposal.redrive}>
              Redrive {count}
            </Button>
          )}
          {letters > 0 && (
            <Button disabled={disposal.busy || asking} onClick={() => setAsking(true)}>
              Discard {count}…
            </Button>
          )}
        </div>
        {helps && <p className="text-[0.8125rem] text-muted">{helps}</p>}
        {asking && (
          <fieldset className="rounded-lg border border-danger bg-danger-tint p-4">
            <legend className="sr-only">Discard {these}?</legend>
            <p>
              Discard {these}? What came in is let go for good; it stays in the count of what was received.
            </p>
            <div className="mt-3 flex flex-wrap gap-3 text-[0.875rem]">
              <Button
                look="danger"
                onClick={() => {
                  setAsking(false);
                  disposal.discard();
                }}
              >
                Discard for good
              </Button>
              <Button onClick={() => setAsking(false)}>Keep them</Button>
            </div>
          </fieldset>
        )}
        <p role="status" className="text-[0.875rem]">
          {said(disposal)}
        </p>
        {disposal.problem && <ProblemNotice problem={disposal.problem} />}
        {open && <LetterList rule={rule} canPass={canPass} tried={tried} onTried={onTried} />}
      </section>
    </li>
  );
}

function said({ tried, accepted, duplicate, refused }: Disposal): string {
  if (tried === null) return '';
  const parts = [
    [accepted, 'accepted'],
    [duplicate, 'known already'],
    [refused, 'refused again'],
  ] as const;
  return `${tried.toLocaleString('en')} tried: ${parts.map(([count, name]) => `${count.toLocaleString('en')} ${name}`).join(', ')}.`;
}
