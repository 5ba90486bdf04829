import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useMe } from '../account/use-me.ts';
import { api, type Me } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { meQuery, usersQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Refusal, SelectField, SubmitButton, TextField } from '../ui/form.tsx';

/** A new user. The first one is an operator, and from then on everybody signs in. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { me } = useMe();
  const isFirst = useQuery(usersQuery).data?.users.length === 0;
  const add = useMutation({
    mutationFn: api.addUser,
    async onSuccess() {
      onClose();
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      // Whoever was the operator because nobody else was there is not any more.
      if (!me?.login) await client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '').trim();
    const name = text('name');
    add.mutate({
      login: text('login'),
      role: isFirst ? 'operator' : (text('role') as Me['role']),
      password: String(fields.get('password')),
      ...(name !== '' && { name }),
    });
  };
  const problem = add.error && problemFrom(add.error);
  return (
    <Dialog label="Add a user" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 p-6">
        <h2 className="text-lg font-semibold">Add a user</h2>
        <TextField
          label="Login: an e-mail address or another name"
          name="login"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField label="Name, where it is another" name="name" required={false} autoComplete="off" />
        {isFirst ? (
          <p className="text-[0.875rem] text-muted">
            The first user is an operator. After this you sign in with it, on this machine too.
          </p>
        ) : (
          <SelectField label="Role" name="role" choices={['reader', 'agent', 'operator']} />
        )}
        <TextField
          label="Password, at least 12 characters"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
        />
        {problem && <Refusal problem={problem}>{problem.detail}</Refusal>}
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={add.isPending}>Add the user</SubmitButton>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
