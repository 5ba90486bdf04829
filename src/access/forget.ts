import type { AccessState, Actors, Holder, Known, ProjectState } from './state.ts';

/** What is known of the site, without an account: it leads, fills and holds nothing. The same state where it is nowhere. */
export function withoutAccount(state: AccessState, accountId: string): AccessState {
  const all = JSON.stringify([...state.projects, ...state.levels, ...state.accounts]);
  if (!all.includes(JSON.stringify(accountId))) return state;
  const others = (holders: readonly Holder[]) =>
    holders.filter(({ type, id }) => type !== 'user' || id !== accountId);
  const project = (found: ProjectState): ProjectState => ({
    ...found,
    lead: found.lead === accountId ? null : found.lead,
    browse: whereKnown(found.browse, others),
    roles: whereKnown(found.roles, (roles) =>
      roles.map((role) => ({ ...role, actors: whereKnown(role.actors, withoutUser) })),
    ),
  });
  const withoutUser = (actors: Actors): Actors => ({
    ...actors,
    users: actors.users.filter((user) => user !== accountId),
  });
  return {
    ...state,
    projects: new Map([...state.projects].map(([key, found]) => [key, whereKnown(found, project)])),
    levels: new Map(
      [...state.levels].map(([id, level]) => [id, { ...level, holders: others(level.holders) }]),
    ),
    accounts: new Map([...state.accounts].filter(([id]) => id !== accountId)),
  };
}

const whereKnown = <T>(value: Known<T>, change: (is: T) => T): Known<T> =>
  'is' in value ? { is: change(value.is) } : value;
