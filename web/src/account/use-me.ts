import { useQuery } from '@tanstack/react-query';
import type { Me } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { meQuery } from '../api/queries.ts';

const ROLES: readonly Me['role'][] = ['reader', 'agent', 'operator'];

/** Who is signed in, as far as the page knows: nothing is refused by it that the server would allow, nor the other way round. */
export function useMe() {
  const { data: me, error, isPending } = useQuery(meQuery);
  return {
    me,
    isPending,
    mustSignIn: error instanceof ApiProblem && error.code === 'login-required',
    /** Whether to show what this role is needed for. */
    may: (needed: Me['role']) => me !== undefined && ROLES.indexOf(me.role) >= ROLES.indexOf(needed),
  };
}
