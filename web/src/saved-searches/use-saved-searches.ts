import { useMemo, useSyncExternalStore } from 'react';
import { useMe } from '../account/use-me.ts';
import type { SearchAddress } from '../search/address.ts';
import { MOST_OF_A_NAME, type SavedSearch, savedFrom } from './saved-search.ts';
import { keep, keptText, subscribe } from './store.ts';

/** The named searches of whoever is here, and the ways to change them. */
export function useSavedSearches(): {
  readonly searches: readonly SavedSearch[];
  /** Under a name that there is already, it takes the place of that search. False where the browser keeps nothing. */
  readonly save: (name: string, address: SearchAddress) => boolean;
  readonly remove: (name: string) => void;
} {
  const { me } = useMe();
  // Where it is not known who asks, nothing is read: what was kept here without an account is not everybody's.
  const text = useSyncExternalStore(subscribe, () => (me ? keptText(me.login) : null));
  const searches = useMemo(() => savedFrom(text), [text]);
  const without = (name: string) => searches.filter((each) => each.name !== name);
  return {
    searches,
    save(given, address) {
      const name = given.trim().slice(0, MOST_OF_A_NAME);
      return me !== undefined && keep(me.login, [...without(name), { name, address }]);
    },
    remove: (name) => void (me && keep(me.login, without(name))),
  };
}
