import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApiKey, api } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { keysQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Moment } from '../time/moment.tsx';
import { useNow } from '../time/use-now.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';

/** A key of a program, without what proves it. */
export function KeyItem({
  apiKey: { id, name, user, scope, created, expires, lastUsed },
}: {
  apiKey: ApiKey;
}) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.revokeKey(id),
    onSettled: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const ended = Date.parse(expires) < useNow();
  return (
    <li className="border-t border-line py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 text-[0.875rem]">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold break-words">{name}</span>
            <Badge>{scope}</Badge>
            {ended && <Badge tone="danger">ended</Badge>}
          </p>
          <p className="mt-0.5 break-all text-muted">
            of {user}, <span className="font-mono text-xs">cbk_{id}_…</span>
          </p>
          <p className="text-xs text-muted">
            made <Moment at={created} />, {ended ? 'ended' : 'ends'} <Moment at={expires} />,{' '}
            {lastUsed ? (
              <>
                used <Moment at={lastUsed} />
              </>
            ) : (
              'never used'
            )}
          </p>
        </div>
        {asking ? (
          <div className="flex flex-wrap gap-3">
            <Button look="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
              Revoke for good
            </Button>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
          </div>
        ) : (
          <Button aria-label={`Revoke ${name}`} onClick={() => setAsking(true)}>
            Revoke…
          </Button>
        )}
      </div>
      {revoke.error && <ProblemNotice problem={problemFrom(revoke.error)} />}
    </li>
  );
}
