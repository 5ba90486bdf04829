import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';

/** Begins to compare every ticket with Jira's, and to mend what differs. */
export function useCompare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.verify(),
    onSettled: () => client.invalidateQueries({ queryKey: ['progress'] }),
  });
}
