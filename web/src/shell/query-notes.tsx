import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { problemFrom } from '../api/problem.ts';
import { searchQuery } from '../api/queries.ts';
import { requestOf } from '../search/address.ts';
import { QueryHelp } from './query-help.tsx';
import { useShownAddress } from './shown-address.ts';

/** The id under which the search box is described by them. */
export const NOTES = 'query-notes';

/** Beneath the search box: what of the query cannot be read, how it was taken otherwise, and what one can write. */
export function QueryNotes() {
  const address = useShownAddress();
  const onSearch = useRouterState({ select: ({ location }) => location.pathname === '/' });
  const { data, error, isPlaceholderData } = useQuery({
    ...searchQuery(requestOf(address)),
    enabled: onSearch && Boolean(address.q),
  });
  const problem = error && problemFrom(error);
  const notes = problem?.aboutQuery
    ? [{ message: problem.detail, wrong: true }]
    : error || isPlaceholderData
      ? []
      : (data?.hints ?? []).map(({ message }) => ({ message, wrong: false }));
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-4 text-[0.8125rem]">
      <ul id={NOTES} aria-live="polite" className="min-w-0 flex-1 space-y-0.5">
        {onSearch &&
          notes.map(({ message, wrong }) => (
            <li key={message} className={`break-words ${wrong ? 'text-danger' : 'text-caution'}`}>
              {message}
            </li>
          ))}
      </ul>
      {onSearch && <QueryHelp />}
    </div>
  );
}
