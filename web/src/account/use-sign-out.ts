import { useMutation } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** Ends the session; all that the page has read goes with it. */
export function useSignOut() {
  return useMutation({ mutationFn: api.logout, onSuccess: () => window.location.reload() });
}
