import type { Me } from '../api/client.ts';
import { PAGE_GROUPS, type PageEntry } from '../shell/pages.ts';
import type { Theme } from '../shell/theme.ts';

/** Something that the palette can do. */
export type Command =
  | { readonly kind: 'page'; readonly page: PageEntry }
  | { readonly kind: 'sync' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'account' }
  | { readonly kind: 'sign-out' };

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly command: Command;
}

const THEME_NAMES: Record<Theme, string> = {
  light: 'Light colours',
  dark: 'Dark colours',
  system: 'Colours as the system has them',
};

/** All pages and actions that there are for somebody just now. */
export function entriesFor({
  may,
  signedIn,
  canSync,
  theme,
}: {
  may: (role: Me['role']) => boolean;
  signedIn: boolean;
  /** Whether there is a Jira to read, and none is being read. */
  canSync: boolean;
  theme: Theme;
}): { readonly pages: readonly Entry[]; readonly actions: readonly Entry[] } {
  const pages = PAGE_GROUPS.flatMap((group) => group.pages)
    .filter(({ role }) => may(role))
    .map(
      (page): Entry => ({ id: page.to, name: page.name, about: page.about, command: { kind: 'page', page } }),
    );
  const actions: (Entry | false)[] = [
    canSync &&
      may('agent') && {
        id: 'sync',
        name: 'Sync now',
        about: 'read what changed in Jira',
        command: { kind: 'sync' },
      },
    canSync &&
      may('operator') && {
        id: 'compare',
        name: 'Verify now',
        about: 'compare all tickets with Jira’s, and mend what differs',
        command: { kind: 'compare' },
      },
    ...(['light', 'dark', 'system'] as const).map(
      (each) =>
        each !== theme && {
          id: each,
          name: THEME_NAMES[each],
          about: 'theme',
          command: { kind: 'theme', theme: each } as const,
        },
    ),
    signedIn && { id: 'account', name: 'Account', about: 'your password', command: { kind: 'account' } },
    signedIn && { id: 'sign-out', name: 'Sign out', about: 'log out', command: { kind: 'sign-out' } },
  ];
  return { pages, actions: actions.filter((entry) => entry !== false) };
}

/** Those that all typed words lead to, by the beginning of a word of their name or of what they are about. */
export function matching<Named extends Pick<Entry, 'name' | 'about'>>(
  entries: readonly Named[],
  text: string,
): readonly Named[] {
  const typed = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ name, about }) => {
    const words = `${name} ${about}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return typed.every((start) => words.some((word) => word.startsWith(start)));
  });
}
