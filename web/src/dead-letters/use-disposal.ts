import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { type ApiProblem, problemFrom } from '../api/problem.ts';

export interface Disposal {
  /** Of the last redrive; null before the first. */
  readonly tried: number | null;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  redrive(): void;
  discard(): void;
}

const NONE = { tried: null, accepted: 0, duplicate: 0, refused: 0 };

/** Disposes of all records that wait and break a rule; what the pages show is read anew when it is done. */
export function useDisposal(rule: string): Disposal {
  const client = useQueryClient();
  const [counts, setCounts] = useState<Pick<Disposal, 'tried' | 'accepted' | 'duplicate' | 'refused'>>(NONE);
  const onSettled = () => client.invalidateQueries();

  const redrive = useMutation({
    async mutationFn() {
      const sum = { tried: 0, accepted: 0, duplicate: 0, refused: 0 };
      for (let after: number | null = 0; after !== null; ) {
        const answer = await api.redrive(rule, after);
        for (const name of ['tried', 'accepted', 'duplicate', 'refused'] as const) sum[name] += answer[name];
        setCounts({ ...sum });
        after = answer.next;
      }
    },
    onSettled,
  });
  const discard = useMutation({ mutationFn: () => api.discard(rule), onSettled });
  const error = redrive.error ?? discard.error;

  return {
    ...counts,
    busy: redrive.isPending || discard.isPending,
    problem: error && problemFrom(error),
    redrive: () => redrive.mutate(),
    discard: () => discard.mutate(),
  };
}
