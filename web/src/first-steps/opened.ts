const KEPT_AS = 'casebook.first-steps';

/**
 * Whether this browser has been shown the first steps and has not put them away. What comes after the first sync would
 * otherwise go with the emptiness that called for it.
 */
export function areOpen(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== null;
  } catch {
    // A browser that keeps nothing.
    return false;
  }
}

export function keepOpen(open: boolean): void {
  try {
    if (open) localStorage.setItem(KEPT_AS, 'open');
    else localStorage.removeItem(KEPT_AS);
  } catch {
    // Then they go with the first tickets.
  }
}
