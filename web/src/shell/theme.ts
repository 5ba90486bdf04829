import { useSyncExternalStore } from 'react';

/** Light, dark, or whichever the system shows; kept in this browser. `public/theme.js` reads it before the first paint. */
export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'casebook.theme';
const listeners = new Set<() => void>();

function current(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system';
}

function show(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  for (const changed of listeners) changed();
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing shows it until the page is closed.
  }
  show(theme);
}

/** Another tab of this browser chose. */
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === KEY) show(THEMES.find((theme) => theme === newValue) ?? 'system');
});

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, current);
}
