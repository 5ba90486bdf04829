/** The shape of what is on its way: as many lines as usually come, the last ones shorter. */
export function Skeleton({ label, lines = 4 }: { label: string; lines?: number }) {
  return (
    <div role="status" aria-label={label} className="motion-safe:animate-pulse">
      {Array.from({ length: lines }, (_, line) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a line of nothing has no other name
          key={line}
          aria-hidden="true"
          className={`border-t border-line py-4 ${line === 0 ? 'border-t-0' : ''}`}
        >
          <div className={`h-3.5 rounded bg-line ${['w-3/5', 'w-2/3', 'w-1/2'][line % 3]}`} />
          <div className={`mt-2.5 h-3 rounded bg-line/70 ${['w-4/5', 'w-1/3', 'w-2/5'][line % 3]}`} />
        </div>
      ))}
    </div>
  );
}
