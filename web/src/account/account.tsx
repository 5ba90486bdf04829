import { Link } from '@tanstack/react-router';
import { useMe } from './use-me.ts';
import { useSignOut } from './use-sign-out.ts';

/** Who is signed in, and the way out; nothing at the machine itself, where nobody signs in. */
export function Account() {
  const { me } = useMe();
  const signOut = useSignOut();
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
        onClick={() => signOut.mutate()}
        disabled={signOut.isPending}
        className="underline underline-offset-4 hover:text-accent"
      >
        Sign out
      </button>
    </p>
  );
}
