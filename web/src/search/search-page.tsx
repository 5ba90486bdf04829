import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Filters } from './filters.tsx';
import { focusOpened, moveThroughResults } from './result-keys.ts';
import { Results } from './results.tsx';
import { Welcome } from './welcome.tsx';

const route = getRouteApi('/');

/** The first page: a welcome until something is asked, then the results with their filters beside them. */
export function SearchPage() {
  const address = route.useSearch();
  useEffect(() => {
    focusOpened();
    window.addEventListener('keydown', moveThroughResults);
    return () => window.removeEventListener('keydown', moveThroughResults);
  }, []);
  return (
    <>
      <title>{address.q ? `${address.q} · Casebook` : 'Casebook'}</title>
      {address.q ? (
        <div className="flex flex-col gap-x-12 gap-y-4 lg:pt-4 lg:flex-row">
          <Filters address={address} />
          <Results address={address} />
        </div>
      ) : (
        <Welcome address={address} />
      )}
    </>
  );
}
