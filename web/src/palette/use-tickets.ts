import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiProblem, problemFrom } from '../api/problem.ts';
import { ticketQuery } from '../api/queries.ts';

export interface FoundTicket {
  readonly key: string;
  readonly summary: string;
}

/** Long enough for the next letter to come, short enough to feel immediate. */
const PAUSE_MS = 160;
const MOST = 7;

/** Tickets for what is typed: the one with that key, then what a search finds. A request that is no longer wanted ends. */
export function useTickets(text: string): {
  readonly tickets: readonly FoundTicket[];
  readonly isSearching: boolean;
  readonly problem: ApiProblem | null;
} {
  const typed = text.trim();
  const q = useSettled(typed);
  const key = /^[a-z][a-z0-9_]*-\d+$/i.test(q) ? q.toUpperCase() : null;
  const byKey = useQuery({ ...ticketQuery(key ?? ''), enabled: key !== null, retry: false });
  const found = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => api.search({ q, limit: MOST }, signal),
    enabled: q !== '' && typed !== '',
    placeholderData: (before) => before,
    retry: false,
  });
  const exact = key !== null && byKey.data ? [byKey.data] : [];
  const others = (found.data?.hits ?? []).filter((hit) => hit.key !== exact[0]?.key);
  return {
    tickets: typed === '' ? [] : [...exact, ...others].slice(0, MOST),
    isSearching: typed !== '' && (typed !== q || found.isFetching),
    problem: typed !== '' && found.error ? problemFrom(found.error) : null,
  };
}

/** A text once it has stayed the same for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}
