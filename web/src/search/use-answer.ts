import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../api/client.ts';
import { type ApiProblem, problemFrom } from '../api/problem.ts';
import { searchQuery } from '../api/queries.ts';
import { requestOf, type SearchAddress } from './address.ts';

export interface Answer {
  readonly data: SearchAnswer | undefined;
  readonly problem: ApiProblem | null;
  /** The answer is that of the search before. */
  readonly isOutdated: boolean;
  readonly refetch: () => void;
}

/**
 * The answer to a search. While one types, a query is often unreadable for a moment: the answer before stays until then,
 * as it does while the next one is on its way.
 */
export function useAnswer(address: SearchAddress): Answer {
  const { data, error, isPlaceholderData, refetch } = useQuery(searchQuery(requestOf(address)));
  const [before, setBefore] = useState<SearchAnswer>();
  useEffect(() => {
    if (data) setBefore(data);
  }, [data]);
  const problem = error ? problemFrom(error) : null;
  const stays = problem?.aboutQuery ? before : undefined;
  return {
    data: data ?? stays,
    problem,
    isOutdated: isPlaceholderData || problem !== null,
    refetch: () => void refetch(),
  };
}
