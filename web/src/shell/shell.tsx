import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { LoginPage } from '../account/login-page.tsx';
import { useMe } from '../account/use-me.ts';
import { PaletteOnKey } from '../palette/palette-key.tsx';
import { Brand } from './brand.tsx';
import { Footer } from './footer.tsx';
import { QueryNotes } from './query-notes.tsx';
import { Menu, Rail } from './rail.tsx';
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
    <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="absolute top-2 left-2 z-10 -translate-y-20 rounded bg-accent px-3 py-1 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Rail status={sync.status} />
      <PaletteOnKey sync={sync} />
      <div className="flex min-h-dvh min-w-0 flex-col">
        <header className={welcome ? '' : 'border-b border-line'}>
          <div
            className={`mx-auto grid max-w-6xl grid-cols-[auto_minmax(0,1fr)] items-center gap-x-6 gap-y-3 px-4 py-3 sm:px-8 ${
              welcome ? '' : 'lg:grid-cols-[minmax(0,36rem)_minmax(0,1fr)]'
            }`}
          >
            <div className="flex items-center gap-1 lg:hidden">
              <Menu status={sync.status} />
              <Brand status={sync.status} />
            </div>
            {welcome && (
              <h1 className="order-2 col-span-2 max-w-2xl pt-[6vh] text-3xl leading-tight font-semibold tracking-tight text-balance sm:text-[2.5rem]">
                What has happened here before?
                <span className="mt-3 block text-base leading-relaxed font-normal tracking-normal text-muted">
                  Casebook searches your Jira tickets and their threads, by words and by meaning.
                </span>
              </h1>
            )}
            <div
              className={`order-2 col-span-2 ${welcome ? 'mt-3 max-w-2xl' : 'lg:order-none lg:col-span-1'}`}
            >
              <SearchBox large={welcome} />
            </div>
            <div
              className={`order-3 col-span-2 -mt-1.5 empty:hidden ${welcome ? 'max-w-2xl' : 'lg:col-span-1'}`}
            >
              <QueryNotes />
            </div>
            <div
              className={`flex flex-wrap items-center justify-end gap-x-4 gap-y-1 text-[0.8125rem] text-muted ${welcome ? 'lg:col-span-2 lg:min-h-10' : ''}`}
            >
              <SyncState sync={sync} />
            </div>
          </div>
        </header>
        <div className="mx-auto w-full max-w-6xl px-4 sm:px-8">
          <SyncTrouble sync={sync} />
        </div>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-8"
        >
          <Outlet />
        </main>
        <Footer status={sync.status} />
      </div>
    </div>
  );
}
