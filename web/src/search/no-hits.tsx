import { Link } from '@tanstack/react-router';
import { changed, filterCount, type SearchAddress, withoutFilters } from './address.ts';
import { NothingOpen, useNothingOpen } from './nothing-open.tsx';

/** Nothing fits: what would let more through, as far as this search has it to give. */
export function NoHits({ address }: { address: SearchAddress }) {
  const { mode } = address;
  if (useNothingOpen()) return <NothingOpen />;
  const link = 'font-medium text-accent underline underline-offset-2';
  return (
    <section className="border-t border-line py-10">
      <h2 className="text-lg font-semibold">No ticket fits “{address.q}”</h2>
      <ul className="mt-3 list-disc space-y-1 pl-5 text-muted marker:text-edge">
        {filterCount(address) > 0 && (
          <li>
            <Link to="/" search={withoutFilters(address)} className={link}>
              Search without filters
            </Link>
            : the ticket may stand in another project or state.
          </li>
        )}
        {mode === 'lexical' && (
          <li>
            <Link to="/" search={changed(address, { mode: 'hybrid' })} className={link}>
              Search by meaning too
            </Link>
            : somebody may have said it in other words.
          </li>
        )}
        <li>Describe what happened, as you would tell a colleague; a whole sentence is fine.</li>
        <li>A ticket that was created since the last sync appears with the next one.</li>
      </ul>
    </section>
  );
}
