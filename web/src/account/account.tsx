import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api/client.ts';
import { useMe } from './use-me.ts';

/** Who is signed in, and the way out; nothing at the machine itself, where nobody signs in. */
export function Account() {
  const { me } = useMe();
  const logout = useMutation({
    mutationFn: api.logout,
    // All that the page has read goes with it.
    onSuccess: () => window.location.reload(),
  });
  if (!me?.login) return null;
  return (
    <p className="flex items-center justify-between gap-2">
      <Link
        to="/account"
        title={`${me.login}, ${me.role}`}
        className="max-w-40 truncate text-ink underline underline-offset-4 hover:text-accent"
      >
        {me.name}
      </Link>
      <button
        type="button"
        onClick={() => logout.mutate()}
        disabled={logout.isPending}
        className="underline underline-offset-4 hover:text-accent"
      >
        Sign out
      </button>
    </p>
  );
}
