import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, type Me, type User, type UserChange } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { usersQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Refusal, SelectField, SubmitButton, TextField } from '../ui/form.tsx';

/** What an operator changes about a user: all of it together, or one thing at once. */
export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const done = () => {
    onClose();
    return client.invalidateQueries({ queryKey: usersQuery.queryKey });
  };
  const change = useMutation({
    mutationFn: (wanted: UserChange) => api.changeUser(user.login, wanted),
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => api.removeUser(user.login), onSuccess: done });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = changeIn(new FormData(event.currentTarget), user);
    if (Object.keys(wanted).length === 0) onClose();
    else change.mutate(wanted);
  };
  const error = change.error ?? remove.error;
  const problem = error && problemFrom(error);
  const busy = change.isPending || remove.isPending;
  return (
    <Dialog label={`Change ${user.login}`} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 p-6">
        <h2 className="text-lg font-semibold break-all">{user.login}</h2>
        <TextField label="Name" name="name" defaultValue={user.name} autoComplete="off" />
        <SelectField
          label="Role"
          name="role"
          defaultValue={user.role}
          choices={['reader', 'agent', 'operator']}
        />
        <TextField
          label="Jira account, by its id; empty for none"
          name="jiraAccountId"
          required={false}
          defaultValue={user.jiraAccountId ?? ''}
          autoComplete="off"
        />
        <TextField
          label="Granted beside that, separated by spaces: project:PAY agent:PAY"
          name="principals"
          required={false}
          defaultValue={user.principals.join(' ')}
          autoComplete="off"
        />
        <TextField
          label="New password; they are signed out everywhere"
          name="password"
          type="password"
          required={false}
          autoComplete="new-password"
          minLength={12}
        />
        {problem && <Refusal problem={problem}>{problem.detail}</Refusal>}
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={busy}>Save</SubmitButton>
          <Button onClick={onClose}>Cancel</Button>
        </div>
        <div className="flex flex-wrap gap-3 border-t border-line pt-4">
          <Button disabled={busy} onClick={() => change.mutate({ disabled: !user.disabled })}>
            {user.disabled ? 'Let in again' : 'Keep out'}
          </Button>
          <Button disabled={busy} onClick={() => change.mutate({ unlock: true })}>
            End the wait after failed logins
          </Button>
          {removing ? (
            <Button look="danger" disabled={busy} onClick={() => remove.mutate()}>
              Remove for good, with sessions and keys
            </Button>
          ) : (
            <Button look="danger" disabled={busy} onClick={() => setRemoving(true)}>
              Remove…
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** What of the form differs from what is. */
function changeIn(fields: FormData, user: User): UserChange {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const [name, role, account] = [text('name'), text('role') as Me['role'], text('jiraAccountId') || null];
  const password = String(fields.get('password') ?? '');
  const wanted = text('principals')
    .split(/[\s,]+/)
    .filter(Boolean);
  const grant = wanted.filter((principal) => !user.principals.includes(principal));
  const revoke = user.principals.filter((principal) => !wanted.includes(principal));
  return {
    ...(name !== user.name && { name }),
    ...(role !== user.role && { role }),
    ...(account !== user.jiraAccountId && { jiraAccountId: account }),
    ...(grant.length > 0 && { grant }),
    ...(revoke.length > 0 && { revoke }),
    ...(password !== '' && { password }),
  };
}
