import { Link } from '@tanstack/react-router';
import { useShownAddress } from '../shell/shown-address.ts';

/** Back to the results that this ticket was opened from, or to the search. */
export function BackLink() {
  const address = useShownAddress();
  return (
    <Link to="/" search={address} className="text-[0.8125rem] text-muted hover:text-ink">
      <span aria-hidden="true">← </span>
      {address.q ? `Results for “${address.q}”` : 'Search'}
    </Link>
  );
}
