import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { Refusal, SubmitButton, TextField } from '../ui/form.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { useMe } from './use-me.ts';

/** Who one is here, and another password for oneself. */
export function AccountPage() {
  const { me } = useMe();
  const change = useMutation({ mutationFn: api.changePassword });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    change.mutate(
      { current: String(fields.get('current')), password: String(fields.get('password')) },
      { onSuccess: () => form.reset() },
    );
  };
  const problem = change.error && problemFrom(change.error);
  return (
    <div className="max-w-sm">
      <PageHead title={me?.name ?? 'This machine'} tab="Account" />
      {me?.login ? (
        <>
          <p className="mt-2 text-muted">
            Signed in as {me.login}, {me.role}.
          </p>
          <form onSubmit={submit} className="mt-6 grid gap-4">
            <h2 className="font-semibold">Another password</h2>
            <input type="hidden" name="username" autoComplete="username" value={me.login} />
            <TextField label="Password now" name="current" type="password" autoComplete="current-password" />
            <TextField
              label="New password, at least 12 characters"
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={12}
            />
            {problem && (
              <Refusal problem={problem}>{problem.code !== 'login-failed' && problem.detail}</Refusal>
            )}
            {change.isSuccess && <p role="status">Changed. You are signed out everywhere else.</p>}
            <SubmitButton busy={change.isPending}>Change the password</SubmitButton>
          </form>
        </>
      ) : (
        <p className="mt-2 text-muted">
          Nobody signs in here. <code>casebook users add</code> makes the first account.
        </p>
      )}
    </div>
  );
}
