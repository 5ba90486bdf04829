/**
 * Arrow keys walk from the search box down through the results and back up; Enter opens, as links do by themselves.
 *
 * @param onReach hears the key of the result that was walked to.
 */
export function moveThroughResults(event: KeyboardEvent, onReach: (key: string) => void): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const box = document.getElementById('search-box');
  const stops = [box, ...document.querySelectorAll<HTMLElement>('[data-result]')];
  const focused = document.activeElement as HTMLElement | null;
  // From anywhere in a result.
  const result = focused?.closest('li')?.querySelector<HTMLElement>('[data-result]');
  const here = stops.indexOf(result ?? focused);
  const next = here < 0 ? undefined : stops[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.closest('li')?.scrollIntoView({ block: 'nearest' });
  if (next === box) window.scrollTo({ top: 0 });
  else if (next.dataset.result) onReach(next.dataset.result);
}

let opened: string | undefined;

/** Keeps in mind which result is being opened, so that the way back leads to it. */
export function rememberOpened(key: string): void {
  opened = key;
}

/** Focuses the result that was opened last, where it is among those shown. */
export function focusOpened(): void {
  if (opened) focusResult(opened);
  opened = undefined;
}

export function focusResult(key: string): void {
  document.querySelector<HTMLElement>(`[data-result="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
