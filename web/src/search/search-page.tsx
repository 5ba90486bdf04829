import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Filters } from './filters.tsx';
import { focusOpened, focusResult, moveThroughResults } from './result-keys.ts';
import { Results } from './results.tsx';
import { usePreview } from './use-preview.ts';
import { Welcome } from './welcome.tsx';

const route = getRouteApi('/');

/** The first page: a welcome until something is asked, then the results with their filters beside them. */
export function SearchPage() {
  const address = route.useSearch();
  const preview = usePreview(address);
  const { hasRoom, shown, show } = preview;
  useEffect(() => focusOpened(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && shown && !event.defaultPrevented && !isElsewhere()) {
        show(undefined);
        focusResult(shown);
      }
      moveThroughResults(event, (key) => hasRoom && show(key));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [hasRoom, shown, show]);
  return (
    <>
      <title>{address.q ? `${address.q} · Casebook` : 'Casebook'}</title>
      {address.q ? (
        <div className="flex flex-col gap-x-12 gap-y-4 lg:pt-4 lg:flex-row">
          {/* They make room for the preview. */}
          {!shown && <Filters address={address} />}
          <Results address={address} preview={preview} />
        </div>
      ) : (
        <Welcome address={address} />
      )}
    </>
  );
}

/** Whether Escape is for somebody else: an open dialog, or the search box, which it empties. */
function isElsewhere(): boolean {
  return document.querySelector('dialog[open]') !== null || document.activeElement?.id === 'search-box';
}
