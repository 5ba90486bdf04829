import type { ReactNode } from 'react';

/** The place beside the results. It is as high as the window and scrolls by itself, so that the list stays where it is. */
export function PreviewFrame({
  ticketKey,
  onClose,
  children,
}: {
  ticketKey: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <aside
      // Another ticket begins at its top.
      key={ticketKey}
      id="preview"
      aria-label={`Preview of ${ticketKey}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      className="sticky top-4 h-[calc(100dvh-2rem)] overflow-y-auto overscroll-contain border-l border-line pr-1 pb-8 pl-6"
    >
      <div className="flex items-center justify-between gap-4 border-t border-transparent py-4">
        <p className="font-mono text-[0.8125rem] font-medium text-accent">{ticketKey}</p>
        <button
          type="button"
          aria-label="Close the preview"
          aria-keyshortcuts="Escape"
          title="Close (Esc)"
          onClick={onClose}
          className="-my-1 grid size-7 place-items-center rounded-full text-lg leading-none text-muted hover:bg-line/60 hover:text-ink"
        >
          <span aria-hidden="true">×</span>
        </button>
      </div>
      {children}
    </aside>
  );
}

/** The shape of a thread that is on its way. */
export function PreviewSkeleton({ ticketKey }: { ticketKey: string }) {
  return (
    <div role="status" aria-label={`Reading ${ticketKey}`} className="space-y-3 motion-safe:animate-pulse">
      {['w-full', 'w-11/12', 'w-4/5', 'w-9/10', 'w-2/3'].map((width) => (
        <div key={width} aria-hidden="true" className={`h-3 rounded bg-line ${width}`} />
      ))}
    </div>
  );
}
