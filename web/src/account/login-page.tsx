import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { meQuery } from '../api/queries.ts';
import { Logo } from '../shell/logo.tsx';
import { Refusal, SubmitButton, TextField } from '../ui/form.tsx';
import { ProviderLogin } from './provider-login.tsx';

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
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-12">
      <title>Sign in · Casebook</title>
      <h1 className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Logo />
        Sign in to Casebook
      </h1>
      <form onSubmit={submit} className="mt-6 grid gap-4">
        <TextField
          label="Login"
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" />
        {problem && (
          <Refusal problem={problem}>
            {problem.code === 'login-failed' ? 'An operator can set a new password.' : problem.detail}
          </Refusal>
        )}
        <SubmitButton busy={login.isPending}>{login.isPending ? 'Signing in…' : 'Sign in'}</SubmitButton>
      </form>
      <ProviderLogin quiet={login.isPending || login.isError} />
    </main>
  );
}
