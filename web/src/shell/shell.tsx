import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Account } from '../account/account.tsx';
import { LoginPage } from '../account/login-page.tsx';
import { useMe } from '../account/use-me.ts';
import { Footer } from './footer.tsx';
import { Logo } from './logo.tsx';
import { QueryNotes } from './query-notes.tsx';
import { SearchBox } from './search-box.tsx';
import { focusSearchOnSlash } from './slash-key.ts';
import { SyncState } from './sync-state.tsx';
import { SyncTrouble } from './sync-trouble.tsx';
import { useSync } from './use-sync.ts';

/** The page, for who may see it: before one has signed in, nothing is asked for but who one is. */
export function Shell() {
  const { isPending, mustSignIn } = useMe();
  if (isPending) return null;
  return mustSignIn ? <LoginPage /> : <Frame />;
}

/** What stands around every page. The search box keeps its place in the tree, so that it keeps focus across pages. */
function Frame() {
  const sync = useSync();
  const welcome = useRouterState({
    select: ({ location }) => location.pathname === '/' && !('q' in location.search),
  });
  useEffect(() => {
    window.addEventListener('keydown', focusSearchOnSlash);
    return () => window.removeEventListener('keydown', focusSearchOnSlash);
  }, []);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="absolute top-2 left-2 z-10 -translate-y-20 rounded bg-accent px-3 py-1 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <header className={welcome ? '' : 'border-b border-line'}>
        <div
          className={`mx-auto grid max-w-6xl grid-cols-[auto_minmax(0,1fr)] items-center gap-x-8 gap-y-3 px-4 py-4 sm:px-8 ${
            welcome ? '' : 'lg:grid-cols-[12rem_minmax(0,1fr)_auto] lg:gap-x-12'
          }`}
        >
          <div className="flex items-center gap-3">
            <Link to="/" className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
              <Logo />
              Casebook
            </Link>
            {sync.status?.kind === 'demo' && (
              <span
                title="An invented company; none of this is real."
                className="rounded border border-edge px-1.5 text-xs text-muted"
              >
                Demo
              </span>
            )}
          </div>
          {welcome && (
            <h1 className="order-2 col-span-2 max-w-2xl pt-[8vh] text-3xl leading-tight font-semibold tracking-tight text-balance sm:text-[2.5rem]">
              What has happened here before?
              <span className="mt-3 block text-base leading-relaxed font-normal tracking-normal text-muted">
                Casebook searches your Jira tickets and their threads, by words and by meaning.
              </span>
            </h1>
          )}
          <div className={`order-2 col-span-2 ${welcome ? 'mt-3 max-w-2xl' : 'lg:order-none lg:col-span-1'}`}>
            <SearchBox large={welcome} />
          </div>
          <div
            className={`order-3 col-span-2 -mt-1.5 ${welcome ? 'max-w-2xl' : 'lg:order-none lg:col-start-2 lg:row-start-2'}`}
          >
            <QueryNotes />
          </div>
          <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
            <SyncState sync={sync} />
            <Account />
          </div>
        </div>
      </header>
      <div className="mx-auto w-full max-w-6xl px-4 sm:px-8">
        <SyncTrouble sync={sync} />
      </div>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-4 outline-none sm:px-8"
      >
        <Outlet />
      </main>
      <Footer status={sync.status} />
    </div>
  );
}
