import {
  infiniteQueryOptions,
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { type AuditRequest, api, type Insights, type Progress, type SearchRequest } from './client.ts';
import { ApiProblem } from './problem.ts';

/** What the pages read from the API, each under one key, so that a finished sync can refresh all of it. */

export const searchQuery = (request: SearchRequest) =>
  queryOptions({
    queryKey: ['search', request],
    queryFn: ({ signal }) => api.search(request, signal),
    placeholderData: keepPreviousData,
    enabled: request.q !== '',
  });

export const ticketQuery = (key: string) =>
  queryOptions({ queryKey: ['ticket', key], queryFn: ({ signal }) => api.ticket(key, signal) });

/** What the ticket was made from. */
export const recordQuery = (key: string) =>
  queryOptions({ queryKey: ['record', key], queryFn: ({ signal }) => api.record(key, signal) });

export const similarQuery = (key: string) =>
  queryOptions({ queryKey: ['similar', key], queryFn: ({ signal }) => api.similar(key, signal) });

/** Who is asking; fails with `login-required` where nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.me(signal),
  // The page waits for it: asked again by each part of the page that comes then, it would fail and wait without end.
  retryOnMount: false,
});

/** Which ways there are to sign in, and what the code of a refused login means. */
export const waysInQuery = (refused: string | null) =>
  queryOptions({ queryKey: ['ways-in', refused], queryFn: ({ signal }) => api.waysIn(refused, signal) });

const DAY_MS = 86_400_000;

export const triageQuery = (days: number) =>
  queryOptions({
    queryKey: ['triage', days],
    queryFn: ({ signal }) => api.triage(new Date(Date.now() - days * DAY_MS).toISOString(), signal),
  });

/** How many were refused, by rule. */
export const letterRulesQuery = queryOptions({
  queryKey: ['letters'],
  queryFn: ({ signal }) => api.letters({}, signal),
});

/** Those of one rule, a page after the other. */
export const lettersQuery = (rule: string) =>
  infiniteQueryOptions({
    queryKey: ['letters', rule],
    queryFn: ({ pageParam, signal }) => api.letters({ rule, after: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  });

export const letterQuery = (id: number) =>
  queryOptions({ queryKey: ['letter', id], queryFn: ({ signal }) => api.letter(id, signal) });

/** @param site a further site of Jira's; the first where none is named. */
export const ledgerQuery = (site?: string) =>
  queryOptions({
    queryKey: ['ledger', site],
    queryFn: ({ signal }) => api.ledger(site, signal),
  });

export const insightsQuery = (query: { per: Insights['per']; project?: string[] }) =>
  queryOptions({
    queryKey: ['insights', query],
    queryFn: ({ signal }) => api.insights(query, signal),
    placeholderData: keepPreviousData,
  });

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: ({ signal }) => api.filters(signal),
});

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => api.status(signal),
});

export const doctorQuery = queryOptions({
  queryKey: ['doctor'],
  queryFn: ({ signal }) => api.doctor(signal),
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.settings(signal),
});

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => api.users(signal),
});

export const auditQuery = (request: AuditRequest) =>
  queryOptions({
    queryKey: ['audit', request],
    queryFn: ({ signal }) => api.audit(request, signal),
    placeholderData: keepPreviousData,
    // Whoever looks here looks for what has just been done.
    staleTime: 0,
  });

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => api.keys(signal),
});

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => api.jobs(signal),
});

/** Those that failed for good. */
export const deadJobsQuery = queryOptions({
  queryKey: ['dead-jobs'],
  queryFn: ({ signal }) => api.deadJobs(signal),
});

/** Often while a sync runs, now and then otherwise: another person or a schedule may start one. */
export const progressQuery = queryOptions({
  queryKey: ['progress'],
  queryFn: ({ signal }) => api.progress(signal),
  refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? 1_000 : 20_000),
});

export function isBusy({ run, indexing }: Progress): boolean {
  return run?.state === 'running' || indexing.waiting > indexing.setAside;
}

export function createQueryClient(): QueryClient {
  // A session can end under every page: whatever is told so has the page ask anew who is there.
  const onError = (error: unknown) => {
    if (error instanceof ApiProblem && error.code === 'login-required')
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey[0] !== meQuery.queryKey[0]) onError(error);
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => error instanceof ApiProblem && error.retry && failures < 1,
        retryDelay: 400,
      },
    },
  });
  return client;
}
