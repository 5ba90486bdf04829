import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Account } from '../account/account.tsx';
import type { Status } from '../api/client.ts';
import { PaletteButton } from '../palette/palette-key.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Brand } from './brand.tsx';
import { Navigation } from './navigation.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The margin with all pages, where the window is wide enough for it. */
export function Rail({ status }: { status: Status | undefined }) {
  return (
    <nav
      aria-label="Casebook"
      className="sticky top-0 flex h-dvh flex-col overflow-y-auto border-r border-line px-3 max-lg:hidden"
    >
      <div className="px-3 py-4">
        <Brand status={status} />
      </div>
      <div className="pb-5">
        <PaletteButton />
      </div>
      <Everything status={status} />
    </nav>
  );
}

/** The same behind a button, where it is not. */
export function Menu({ status }: { status: Status | undefined }) {
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    // Whoever chose a page wants to see it.
    if (before.current !== path) setOpen(false);
    before.current = path;
  }, [path]);
  return (
    <div className="lg:hidden">
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label="Menu"
        onClick={() => setOpen(true)}
        className="-ml-2 grid size-10 place-items-center rounded-full text-ink hover:text-accent"
      >
        <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5">
          <path
            d="M3 5.5h14M3 10h14M3 14.5h9"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
          />
        </svg>
      </button>
      {open && (
        <Dialog label="Menu" place="left" onClose={() => setOpen(false)}>
          <nav aria-label="Casebook" className="flex min-h-full flex-col px-3">
            <div className="flex items-center justify-between gap-3 py-3 pl-3">
              <Brand status={status} />
              <button
                type="button"
                aria-label="Close the menu"
                onClick={() => setOpen(false)}
                className="grid size-10 place-items-center rounded-full text-muted hover:text-ink"
              >
                <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5">
                  <path
                    d="m5 5 10 10M15 5 5 15"
                    stroke="currentColor"
                    strokeWidth="1.75"
                    strokeLinecap="round"
                  />
                </svg>
              </button>
            </div>
            <Everything status={status} />
          </nav>
        </Dialog>
      )}
    </div>
  );
}

function Everything({ status }: { status: Status | undefined }) {
  return (
    <>
      <div className="flex-1 space-y-5 pt-1 pb-6">
        <Navigation status={status} />
      </div>
      <div className="space-y-3 border-t border-line px-3 py-4 text-[0.8125rem] text-muted">
        <Account />
        <ThemeSwitch />
      </div>
    </>
  );
}
