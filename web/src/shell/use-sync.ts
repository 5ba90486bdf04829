import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { isBusy, progressQuery, statusQuery } from '../api/queries.ts';

/** Where the sync stands, and the means to begin one. When one ends, everything on the page is read anew. */
export function useSync() {
  const client = useQueryClient();
  const status = useQuery(statusQuery).data;
  const progress = useQuery(progressQuery).data;
  const busy = progress !== undefined && isBusy(progress);
  const wasBusy = useRef(false);

  useEffect(() => {
    if (wasBusy.current && !busy) {
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'progress' });
    }
    wasBusy.current = busy;
  }, [busy, client]);

  const start = useMutation({
    mutationFn: api.startSync,
    onSettled: () => client.invalidateQueries({ queryKey: ['progress'] }),
  });

  return {
    status,
    progress,
    busy: busy || start.isPending,
    start: () => start.mutate(),
    problem: start.error && problemFrom(start.error),
  };
}
