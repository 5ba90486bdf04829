const EXAMPLES: readonly (readonly [string, string])[] = [
  ['slow checkout', 'words in any form and order, and what means the same'],
  ['"connection reset"', 'must stand so'],
  ['conn*', 'some word must begin so'],
  ['-printer', 'must not stand there'],
  ['project:PAY,CORE', 'in one of these, by key or name'],
  ['status:open', 'also new, done, or by name: status:"In Review"'],
  ['label:"needs info"', 'also type, priority, component, resolution, key'],
  ['assignee:"Ada King"', 'also reporter'],
  ['updated:7d', 'in the last seven days; also created, resolved'],
  ['created:2025-01..2025-03', 'from January to March; also >2025-01-15'],
  ['-label:flaky', 'no ticket with this label'],
];

/** What one can write into the search box, for who asks. */
export function QueryHelp() {
  return (
    <details className="open:basis-full">
      <summary className="w-fit text-muted hover:text-ink open:mb-2">What you can write</summary>
      <dl className="mt-2 grid gap-x-6 gap-y-0.5 rounded-lg border border-line bg-surface px-4 py-3 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {EXAMPLES.map(([query, meaning]) => (
          <div key={query} className="contents">
            <dt className="font-mono text-ink max-sm:mt-1.5">{query}</dt>
            <dd className="text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
