import { useRouterState } from '@tanstack/react-router';

/** Whether the page shown is the search. */
export function useOnSearch(): boolean {
  return useRouterState({ select: ({ location }) => location.pathname === '/' });
}
