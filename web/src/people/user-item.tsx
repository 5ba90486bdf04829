import { useState } from 'react';
import type { User } from '../api/client.ts';
import { Moment } from '../time/moment.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { ChangeUser } from './change-user.tsx';

/** Somebody who may sign in: what they may do, what is open to them, and when they were here. */
export function UserItem({ user }: { user: User }) {
  const { login, name, role, disabled, jiraAccountId, principals, lastLogin } = user;
  const [changing, setChanging] = useState(false);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-t border-line py-3">
      <div className="min-w-0 text-[0.875rem]">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-semibold break-all">{name}</span>
          {name !== login && <span className="break-all text-muted">{login}</span>}
          <Badge>{role}</Badge>
          {disabled && <Badge tone="danger">kept out</Badge>}
        </p>
        <p className="mt-0.5 break-words text-muted">
          {role === 'operator'
            ? 'Sees everything.'
            : jiraAccountId
              ? 'Sees what the Jira account sees.'
              : principals.length === 0
                ? 'Sees nothing yet: link a Jira account, or grant something.'
                : 'Sees what was granted.'}{' '}
          {principals.length > 0 && <span className="font-mono text-xs">{principals.join(', ')}</span>}
        </p>
        <p className="text-xs text-muted">
          {jiraAccountId && <>Jira account {jiraAccountId} · </>}
          {lastLogin ? (
            <>
              signed in <Moment at={lastLogin} />
            </>
          ) : (
            'never signed in'
          )}
        </p>
      </div>
      <Button aria-label={`Change ${login}`} onClick={() => setChanging(true)}>
        Change
      </Button>
      {changing && <ChangeUser user={user} onClose={() => setChanging(false)} />}
    </li>
  );
}
