import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useMe } from '../account/use-me.ts';
import { type ApiKey, api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { keysQuery, usersQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Refusal, SelectField, SubmitButton, TextField } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';

/** A new key. It is shown once, here, and nowhere again. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const { me } = useMe();
  const users = useQuery(usersQuery).data?.users ?? [];
  const make = useMutation({
    mutationFn: api.makeKey,
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
    // Nothing keeps it once this is closed.
    gcTime: 0,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    make.mutate({
      name: String(fields.get('name')),
      scope: fields.get('scope') as ApiKey['scope'],
      days: Number(fields.get('days')),
      user: String(fields.get('user')),
    });
  };
  const problem = make.error && problemFrom(make.error);
  if (make.data) return <MadeKey value={make.data.key} name={make.data.name} onClose={onClose} />;
  return (
    <Dialog label="Make a key" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 p-6">
        <h2 className="text-lg font-semibold">Make a key</h2>
        {users.length === 0 && (
          <Notice tone="caution">A key belongs to a user, and there is none yet: add one first.</Notice>
        )}
        <TextField label="What it is for" name="name" autoComplete="off" maxLength={200} />
        <SelectField
          label="Whose it is"
          name="user"
          choices={users.map(({ login }) => login)}
          {...(me?.login && { defaultValue: me.login })}
        />
        <SelectField
          label="Scope: to ask, also to sync and import, or all"
          name="scope"
          choices={['read', 'write', 'admin']}
        />
        <TextField label="Days until it ends" name="days" type="number" min={1} max={730} defaultValue={90} />
        {problem && <Refusal problem={problem}>{problem.detail}</Refusal>}
        <div className="flex flex-wrap gap-3">
          <SubmitButton busy={make.isPending || users.length === 0}>Make the key</SubmitButton>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

function MadeKey({ value, name, onClose }: { value: string; name: string; onClose: () => void }) {
  return (
    <Dialog label="The new key" onClose={onClose}>
      <div className="grid gap-4 p-6">
        <h2 className="text-lg font-semibold break-words">{name}</h2>
        <p>Copy it now: nobody can show it again. A program sends it as a Bearer token.</p>
        <code className="rounded-lg border border-line bg-paper p-3 font-mono text-[0.8125rem] break-all select-all">
          {value}
        </code>
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton look="primary" text={value} />
          <Button onClick={onClose}>I have it</Button>
        </div>
      </div>
    </Dialog>
  );
}
