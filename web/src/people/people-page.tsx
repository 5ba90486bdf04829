import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { problemFrom } from '../api/problem.ts';
import { keysQuery, usersQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Button } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AddUser } from './add-user.tsx';
import { KeyItem } from './key-item.tsx';
import { MakeKey } from './make-key.tsx';
import { UserItem } from './user-item.tsx';

const route = getRouteApi('/people');

const SHOWN = [
  { value: 'users', label: 'Users' },
  { value: 'keys', label: 'API keys' },
] as const;

/** Who may sign in and what they may do, and the keys of programs. */
export function PeoplePage() {
  const show = route.useSearch().show ?? 'users';
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState(false);
  return (
    <div className="max-w-4xl">
      <PageHead
        title="People and keys"
        tab="People"
        actions={
          <Button look="primary" onClick={() => setAdding(true)}>
            {show === 'users' ? 'Add a user' : 'Make a key'}
          </Button>
        }
      >
        Whom Casebook lets in. What is changed here counts from the next request on.
      </PageHead>
      <div className="mt-5">
        <Segmented
          legend="What is shown"
          name="shown"
          value={show}
          choices={SHOWN}
          onChange={(value) => void navigate({ search: { show: value === 'keys' ? value : undefined } })}
        />
      </div>
      <div className="mt-4">{show === 'users' ? <Users /> : <Keys />}</div>
      {adding &&
        (show === 'users' ? (
          <AddUser onClose={() => setAdding(false)} />
        ) : (
          <MakeKey onClose={() => setAdding(false)} />
        ))}
    </div>
  );
}

function Users() {
  const { data, error, refetch } = useQuery(usersQuery);
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton label="Reading who there is" />;
  if (data.users.length === 0)
    return (
      <Nothing>
        Nobody signs in here: whoever is at this machine is the operator. With the first user, who is an
        operator, everybody signs in from then on, here too.
      </Nothing>
    );
  return (
    <ul>
      {data.users.map((user) => (
        <UserItem key={user.id} user={user} />
      ))}
    </ul>
  );
}

function Keys() {
  const { data, error, refetch } = useQuery(keysQuery);
  if (error) return <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton label="Reading the keys" />;
  if (data.keys.length === 0)
    return (
      <Nothing>
        There are no keys. A program that asks Casebook for something needs one; make it here.
      </Nothing>
    );
  return (
    <ul>
      {data.keys.map((each) => (
        <KeyItem key={each.id} apiKey={each} />
      ))}
    </ul>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="max-w-prose border-t border-line py-8 text-muted">
      {children}
    </p>
  );
}
