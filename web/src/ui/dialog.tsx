import { type ReactNode, useLayoutEffect, useRef } from 'react';

const PLACES = {
  middle:
    'm-auto w-[min(34rem,calc(100vw-2rem))] max-h-[calc(100dvh-4rem)] rounded-xl border border-line shadow-2xl',
  top: 'mx-auto mt-[12vh] w-[min(38rem,calc(100vw-1.5rem))] max-h-[70dvh] rounded-xl border border-line shadow-2xl',
  left: 'mr-auto h-dvh max-h-dvh w-[min(18rem,85vw)] border-r border-line',
} as const;

/**
 * What stands before the page until it is done with. The browser's own modal dialog: it keeps focus inside, gives it
 * back, closes on Escape, and hides the page from who listens to it. It is open as long as it is there.
 */
export function Dialog({
  label,
  place = 'middle',
  onClose,
  children,
}: {
  label: string;
  place?: keyof typeof PLACES;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it leaves the page: a dialog that is gone gives focus back to nobody.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
      className={`overflow-auto bg-surface p-0 text-ink outline-none backdrop:bg-black/40 ${PLACES[place]}`}
    >
      {children}
    </dialog>
  );
}
