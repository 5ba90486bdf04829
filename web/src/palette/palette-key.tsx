import { lazy, Suspense, useEffect, useState } from 'react';
import type { useSync } from '../shell/use-sync.ts';

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));

const OPEN = 'casebook:palette';
const onApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What opens the palette, and says by which keys. */
export function PaletteButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts={onApple ? 'Meta+K' : 'Control+K'}
      onClick={() => window.dispatchEvent(new Event(OPEN))}
      className="flex w-full items-center justify-between rounded-md border border-line px-3 py-1 text-[0.875rem] text-muted hover:border-edge hover:text-ink"
    >
      Go to…
      <span aria-hidden="true" className="font-mono text-xs">
        {onApple ? '⌘K' : 'Ctrl K'}
      </span>
    </button>
  );
}

/** The palette while it is wanted: ⌘K or Ctrl-K opens and closes it on every page. Its code comes with the first time. */
export function PaletteOnKey({ sync }: { sync: ReturnType<typeof useSync> }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
      if (onApple ? !event.metaKey : !event.ctrlKey) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    const onWanted = () => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(OPEN, onWanted);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN, onWanted);
    };
  }, []);
  return (
    open && (
      <Suspense>
        <Palette sync={sync} onClose={() => setOpen(false)} />
      </Suspense>
    )
  );
}
