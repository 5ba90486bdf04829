/** The shape of what is on its way. */
export function ResultsSkeleton() {
  return (
    <div role="status" aria-label="Searching" className="motion-safe:animate-pulse">
      {['w-3/5', 'w-2/3', 'w-1/2', 'w-3/4'].map((width) => (
        <div key={width} aria-hidden="true" className="space-y-3 border-t border-line py-6">
          <div className="h-3 w-40 rounded bg-line" />
          <div className={`h-4 rounded bg-line ${width}`} />
          <div className="h-3 w-full max-w-[70ch] rounded bg-line" />
          <div className="h-3 w-4/5 max-w-[60ch] rounded bg-line" />
        </div>
      ))}
    </div>
  );
}
