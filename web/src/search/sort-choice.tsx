import { useNavigate } from '@tanstack/react-router';
import type { Sort } from '../api/client.ts';
import { changed, type SearchAddress } from './address.ts';

export const SORT_NAMES: Record<Sort, string> = {
  relevance: 'Best first',
  updated: 'Last updated first',
  created: 'Newest first',
  oldest: 'Oldest first',
};

/** The order of the list. */
export function SortChoice({ address }: { address: SearchAddress }) {
  const navigate = useNavigate();
  return (
    <label className="text-[0.8125rem] text-muted">
      <span className="sr-only">Order</span>
      <select
        value={address.sort ?? 'relevance'}
        onChange={({ target }) =>
          void navigate({ to: '/', search: changed(address, { sort: target.value }) })
        }
        className="rounded-full border border-edge bg-surface px-3 py-1 text-ink"
      >
        {Object.entries(SORT_NAMES).map(([sort, name]) => (
          <option key={sort} value={sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
