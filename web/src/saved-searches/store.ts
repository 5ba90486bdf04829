import { type SavedSearch, textOf } from './saved-search.ts';

/** Whoever signs in at this browser has searches of their own: what one looks for is nobody else's business. */
const keyOf = (login: string | null) => `casebook.searches${login === null ? '' : `.${login}`}`;

const listeners = new Set<() => void>();

export function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  // Another tab of this browser.
  window.addEventListener('storage', changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener('storage', changed);
  };
}

/** The text that is kept for somebody; null where there is none, and where the browser keeps nothing. */
export function keptText(login: string | null): string | null {
  try {
    return localStorage.getItem(keyOf(login));
  } catch {
    return null;
  }
}

/** Returns whether the browser has kept it. */
export function keep(login: string | null, searches: readonly SavedSearch[]): boolean {
  try {
    if (searches.length === 0) localStorage.removeItem(keyOf(login));
    else localStorage.setItem(keyOf(login), textOf(searches));
  } catch {
    return false;
  }
  for (const changed of listeners) changed();
  return true;
}
