/** A sum as numbers that add up: what came in on the left, where all of it is on the right; and whether that is so. */
export function Equation({
  title,
  total,
  parts,
  holds,
}: {
  title: string;
  total: readonly [name: string, count: number];
  parts: readonly (readonly [name: string, count: number])[];
  holds: boolean;
}) {
  return (
    <section aria-label={title} className="border-t border-line py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-xs font-semibold text-muted">{title}</h2>
        <p className={`text-xs font-medium ${holds ? 'text-accent' : 'text-danger'}`}>
          {holds ? 'Adds up' : 'Does not add up'}
        </p>
      </div>
      <div className="mt-1.5 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <Term name={total[0]} count={total[1]} strong />
        {parts.map(([name, count], place) => (
          <div key={name} className="flex items-baseline gap-x-3">
            <span className="text-muted">{place === 0 ? '=' : '+'}</span>
            <Term name={name} count={count} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Term({ name, count, strong = false }: { name: string; count: number; strong?: boolean }) {
  return (
    <p className="flex flex-col">
      <span
        className={`text-xl leading-tight tabular-nums ${strong ? 'font-semibold' : count === 0 ? 'text-muted' : ''}`}
      >
        {count.toLocaleString('en')}
      </span>
      <span className="text-xs text-muted">{name}</span>
    </p>
  );
}
