import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useSyncExternalStore } from 'react';
import { ticketQuery } from '../api/queries.ts';
import { readAddress, type SearchAddress } from './address.ts';

/** Where there is room for a ticket beside the results; the breakpoint `xl` of the styles. */
const WIDE = '(min-width: 80rem)';

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}

export interface Preview {
  /** Whether the window has room for one; the address may name a ticket all the same. */
  readonly hasRoom: boolean;
  /** The key of the ticket shown beside the results. */
  readonly shown: string | undefined;
  /** Shows a ticket there, or none. Looking is no step for the browser's back button. */
  readonly show: (key: string | undefined) => void;
  /** Begins to read what will probably be shown. */
  readonly prepare: (key: string) => void;
}

export function usePreview(address: SearchAddress): Preview {
  const navigate = useNavigate();
  const client = useQueryClient();
  const hasRoom = useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
  const show = useCallback(
    (key: string | undefined) =>
      void navigate({
        to: '/',
        search: (before) => readAddress({ ...before, show: key }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const prepare = useCallback((key: string) => void client.prefetchQuery(ticketQuery(key)), [client]);
  return { hasRoom, shown: hasRoom ? address.show : undefined, show, prepare };
}
