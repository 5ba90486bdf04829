import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { meQuery } from '../api/queries.ts';
import { Logo } from '../shell/logo.tsx';

/** Stands in the place of the page that one wanted, whose address stays: signed in, one is there. */
export function LoginPage() {
  const client = useQueryClient();
  const login = useMutation({
    mutationFn: api.login,
    onSuccess: (me) => {
      // What somebody else was shown before is not for this one.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
      client.setQueryData(meQuery.queryKey, me);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    login.mutate({ login: String(fields.get('login')), password: String(fields.get('password')) });
  };
  const problem = login.error && problemFrom(login.error);
  const field =
    'mt-1 w-full rounded-lg border border-edge bg-surface px-3 py-2 text-ink focus-visible:outline-2 focus-visible:outline-accent';
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-12">
      <title>Sign in · Casebook</title>
      <h1 className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Logo />
        Sign in to Casebook
      </h1>
      <form onSubmit={submit} className="mt-6 grid gap-4">
        <label>
          <span className="font-medium">Login</span>
          <input
            name="login"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            className={field}
          />
        </label>
        <label>
          <span className="font-medium">Password</span>
          <input name="password" type="password" autoComplete="current-password" required className={field} />
        </label>
        {problem && (
          <p role="alert" className="rounded-r-lg border-l-4 border-danger bg-danger-tint px-4 py-2">
            <strong className="font-semibold text-danger">{problem.title}</strong>{' '}
            {problem.code === 'login-failed' ? 'An operator can set a new password.' : problem.detail}
          </p>
        )}
        <button
          type="submit"
          disabled={login.isPending}
          className="rounded-full bg-accent px-4 py-2 font-medium text-on-accent disabled:opacity-60"
        >
          {login.isPending ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
    </main>
  );
}
