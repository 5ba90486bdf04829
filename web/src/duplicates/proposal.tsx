import type { Proposal } from '../api/client.ts';

const WORDS: Record<Proposal['likelihood'], string> = {
  'almost-certain': 'Almost certainly a duplicate',
  probable: 'Probably a duplicate',
  possible: 'Possibly a duplicate',
  unlikely: 'Hardly a duplicate',
};

/** How probably two tickets are one matter: in a word, as a number, and as a bar. */
export function Verdict({ probability, likelihood }: Pick<Proposal, 'probability' | 'likelihood'>) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs">
      <span aria-hidden="true" className="h-1 w-10 overflow-hidden rounded-full bg-line">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${probability * 100}%` }} />
      </span>
      <span className={probability >= 0.5 ? 'font-semibold' : ''}>{WORDS[likelihood]}</span>
      <span className="text-muted tabular-nums">{percent(probability)}</span>
    </p>
  );
}

/** Never 0 or 100: no probability is that sure. */
function percent(probability: number): string {
  if (probability < 0.01) return 'under 1 %';
  if (probability > 0.99) return 'over 99 %';
  return `${Math.round(probability * 100)} %`;
}

/** What speaks for and against, weightiest first; the sign is said as well as shown. */
export function EvidenceList({ evidence }: { evidence: Proposal['evidence'] }) {
  return (
    <ul className="space-y-0.5 text-xs text-muted">
      {evidence.map(({ kind, speaks, text, terms }) => (
        <li key={`${kind} ${text}`} className="grid grid-cols-[0.75rem_minmax(0,1fr)]">
          <span aria-hidden="true" className="font-mono">
            {speaks === 'for' ? '+' : '−'}
          </span>
          <span className="break-words">
            <span className="sr-only">{speaks === 'for' ? 'For: ' : 'Against: '}</span>
            {text}
            {terms.length > 0 && (
              <>
                : <span className="text-ink">{terms.join(', ')}</span>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
