import type { Hit, SearchMode } from '../api/client.ts';

/** Why a ticket was found, in plain view: how well words and meaning fit, and which words. */
export function Reasons({ why, mode }: { why: Hit['why']; mode: SearchMode }) {
  // A list by filters alone: nothing was measured.
  if (!why.key && why.lexical === 0 && why.semantic === 0) return null;
  return (
    <div className="space-y-1.5 text-xs text-muted">
      <dl className="flex flex-wrap gap-x-5 gap-y-1 lg:block lg:space-y-1">
        {mode !== 'semantic' && <Measure name="Words" value={why.lexical} />}
        {mode !== 'lexical' && <Measure name="Meaning" value={why.semantic} />}
        {mode !== 'lexical' && why.passageMeaning !== null && why.summaryMeaning !== null && (
          <div className="tabular-nums lg:pl-16">
            <dt className="sr-only">Meaning, by part</dt>
            <dd>
              text {why.passageMeaning.toFixed(2)} · summary {why.summaryMeaning.toFixed(2)}
            </dd>
          </div>
        )}
      </dl>
      {(why.key || why.words.length > 0) && (
        <ul aria-label="Matched words" className="flex flex-wrap gap-1">
          {why.key && <li className="rounded bg-accent px-1.5 font-medium text-on-accent">key</li>}
          {why.words.map((word) => (
            <li key={word} className="max-w-full truncate rounded border border-line px-1.5">
              {word}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Measure({ name, value }: { name: string; value: number }) {
  const share = Math.min(1, Math.max(0, value));
  return (
    <div className="flex items-center gap-2">
      <dt className="lg:w-14">{name}</dt>
      <dd className="flex items-center gap-2 tabular-nums text-ink">
        <span aria-hidden="true" className="h-1 w-16 overflow-hidden rounded-full bg-line">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
        {value.toFixed(2)}
      </dd>
    </div>
  );
}
