import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Setting } from '../api/client.ts';
import { problemFrom } from '../api/problem.ts';
import { settingsQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const route = getRouteApi('/settings');

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'set', label: 'Set here' },
] as const;

/** What this server was started with: it reads, and changes nothing. */
export function SettingsPage() {
  const { data, error, refetch } = useQuery(settingsQuery);
  const { find: asked = '', show: chosen } = route.useSearch();
  const show = chosen ?? 'all';
  const navigate = route.useNavigate();
  // The address follows a moment later; what one types must not wait for it.
  const [find, setFind] = useState(asked);
  const found = data?.settings.filter(
    ({ name, description, origin }) =>
      (show === 'all' || origin !== 'default') &&
      `${name} ${description}`.toLowerCase().includes(find.toLowerCase()),
  );
  return (
    <div className="max-w-4xl">
      <PageHead title="Settings">
        What this server was started with. They are read from options, the environment and the file{' '}
        <code className="text-[0.8125rem]">.env</code> and the data folder’s{' '}
        <code className="text-[0.8125rem]">casebook.env</code>, in this order, when it starts; secrets are not
        shown.
      </PageHead>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <label className="min-w-0 flex-1">
          <span className="sr-only">Find a setting</span>
          <input
            type="search"
            value={find}
            placeholder="Find a setting"
            onChange={({ target }) => {
              setFind(target.value);
              void navigate({
                search: (before) => ({ ...before, find: target.value || undefined }),
                replace: true,
              });
            }}
            className="w-full max-w-sm rounded-full border border-edge bg-surface px-4 py-1 text-[0.875rem] text-ink"
          />
        </label>
        <Segmented
          legend="Which settings"
          name="which"
          value={show}
          choices={SHOWN}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, show: value === 'set' ? value : undefined }),
              replace: true,
            })
          }
        />
      </div>
      <div className="mt-4">
        {error ? (
          <ProblemNotice problem={problemFrom(error)} onRetry={() => void refetch()} />
        ) : !found ? (
          <Skeleton label="Reading the settings" lines={6} />
        ) : found.length === 0 ? (
          <p role="status" className="border-t border-line py-8 text-muted">
            No setting fits.{' '}
            {show === 'set' ? 'Perhaps it is at its default: look among all.' : 'Try another word.'}
          </p>
        ) : (
          <ul>
            {found.map((setting) => (
              <SettingItem key={setting.name} setting={setting} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function SettingItem({ setting: { name, value, origin, description } }: { setting: Setting }) {
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-3 text-[0.875rem] sm:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <div className="min-w-0">
        <p className="font-mono text-[0.8125rem] font-medium break-all">{name}</p>
        <p className={`break-all ${value === null || value === '' ? 'text-muted' : ''}`}>
          {shownValue(value)}
        </p>
        {origin && origin !== 'default' && (
          <p className="mt-0.5 w-fit rounded border border-line px-1.5 text-xs text-muted">
            from {origin === 'option' ? 'an option' : origin === 'environment' ? 'the environment' : origin}
          </p>
        )}
      </div>
      <p className="text-muted">{description}</p>
    </li>
  );
}

function shownValue(value: Setting['value']): string {
  if (value === null) return 'not set';
  if (value === '(set)') return 'set';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return String(value) || 'empty';
}
