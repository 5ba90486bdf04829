import { Link } from '@tanstack/react-router';
import type { ImportAnswer } from '../api/client.ts';

/** What became of a file: the counts, and why the first few were refused. */
export function ImportSummary({ name, answer }: { name: string; answer: ImportAnswer }) {
  const { received, accepted, duplicate, refused, skipped, refusals } = answer;
  return (
    <section aria-labelledby="imported" className="rounded-r-lg border-l-4 border-accent bg-tint px-5 py-4">
      <h2 id="imported" role="status" className="font-semibold break-words">
        {refused === 0
          ? `${name} is imported`
          : `${name} is imported, but for ${refused.toLocaleString('en')} of its records`}
      </h2>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 tabular-nums">
        <Count name="received" count={received} />
        <Count name="accepted" count={accepted} />
        <Count name="already known" count={duplicate} />
        <Count name="refused" count={refused} />
        {skipped > 0 && <Count name="of other projects" count={skipped} />}
      </dl>
      {refusals.length > 0 && (
        <>
          <h3 className="mt-4 text-[0.875rem] font-semibold">Why they were refused</h3>
          <ul className="mt-1 list-disc space-y-1 pl-5 text-[0.875rem]">
            {refusals.map(({ place, reason }) => (
              <li key={`${place} ${reason}`} className="break-words">
                {place === null || reason.startsWith(place) ? reason : `${place}: ${reason}`}
              </li>
            ))}
          </ul>
          {refused > refusals.length && (
            <p className="mt-1 text-[0.875rem]">
              … and {(refused - refusals.length).toLocaleString('en')} more.
            </p>
          )}
          <p className="mt-2 text-[0.875rem]">
            They are kept:{' '}
            <Link to="/dead-letters" className="underline underline-offset-4">
              see all that was refused
            </Link>
            .
          </p>
        </>
      )}
    </section>
  );
}

function Count({ name, count }: { name: string; count: number }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-[0.8125rem]">{name}</dt>
      <dd className="text-xl font-semibold">{count.toLocaleString('en')}</dd>
    </div>
  );
}
