import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { waysInQuery } from '../api/queries.ts';

/** Where the server says why a login with the provider was refused. */
const REFUSED = 'login-refused';

/** The way in by a provider, where there is one, and why it did not lead in just now. */
export function ProviderLogin({ quiet }: { quiet: boolean }) {
  const [{ refused, wanted }] = useState(readAddress);
  // It is the page's that was wanted, and shown no longer than it is true.
  useEffect(() => {
    if (refused !== null) window.history.replaceState(window.history.state, '', wanted);
  }, [refused, wanted]);
  const { data } = useQuery(waysInQuery(refused));
  return (
    <>
      {data?.refused && !quiet && (
        <p role="alert" className="mt-4 rounded-r-lg border-l-4 border-danger bg-danger-tint px-4 py-2">
          <strong className="font-semibold text-danger">{data.refused.title}</strong> {data.refused.advice}
        </p>
      )}
      {data?.provider && (
        <p className="mt-4 grid border-t border-line pt-4 text-center">
          <a
            href={`/api/session/oidc?next=${encodeURIComponent(wanted)}`}
            className="rounded-full border border-edge px-4 py-2 font-medium text-ink hover:text-accent"
          >
            Sign in with {data.provider}
          </a>
        </p>
      )}
    </>
  );
}

/** The refusal in the address, and the address without it. */
function readAddress(): { readonly refused: string | null; readonly wanted: string } {
  const { pathname, search } = window.location;
  const parameters = new URLSearchParams(search);
  const refused = parameters.get(REFUSED);
  const marked = new RegExp(`[?&]${REFUSED}=[^&]*`);
  const kept = search.replace(marked, '').replace(/^&/, '?');
  return { refused, wanted: pathname + kept };
}
