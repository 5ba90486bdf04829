import { useRouterState } from '@tanstack/react-router';
import { readAddress, type SearchAddress } from '../search/address.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The search from whose results this page was opened. */
    from?: SearchAddress;
  }
}

/** The search that the page shows, or the one that led to it. */
export function useShownAddress(): SearchAddress {
  return useRouterState({
    select: ({ location }) =>
      location.pathname === '/' ? readAddress(location.search) : (location.state.from ?? {}),
    structuralSharing: true,
  });
}
