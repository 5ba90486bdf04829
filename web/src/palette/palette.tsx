import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { useMe } from '../account/use-me.ts';
import { useSignOut } from '../account/use-sign-out.ts';
import { type ApiProblem, problemFrom } from '../api/problem.ts';
import { useCompare } from '../ledger/use-compare.ts';
import { useSavedSearches } from '../saved-searches/use-saved-searches.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { chooseTheme, useTheme } from '../shell/theme.ts';
import type { useSync } from '../shell/use-sync.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Command, type Entry, entriesFor, matching } from './entries.ts';
import { type Option, type OptionGroup, OptionList, optionId } from './option-list.tsx';
import { useTickets } from './use-tickets.ts';

const LIST = 'palette-list';
/** More of them than this would hide the pages; typing finds the others. */
const MOST_SAVED = 5;

/** Everything by its name: tickets by key and by what they say, pages, and what can be done; by keyboard alone. */
export function Palette({ sync, onClose }: { sync: ReturnType<typeof useSync>; onClose: () => void }) {
  const [text, setText] = useState('');
  const [pointed, setPointed] = useState<string>();
  const [failed, setFailed] = useState<ApiProblem | null>(null);
  const { me, may } = useMe();
  const entries = entriesFor({
    may,
    signedIn: Boolean(me?.login),
    canSync: sync.status !== undefined && !sync.status.noSync && !sync.busy,
    theme: useTheme(),
  });
  const perform = useCommands(sync);
  const navigate = useNavigate();
  const { searches } = useSavedSearches();
  const found = useTickets(text);
  const q = text.trim();

  const optionOf = ({ id, name, about, command }: Entry): Option => ({
    id,
    label: name,
    hint: about,
    run: () => perform(command),
  });
  const tickets = found.tickets.map(
    ({ key, summary }): Option => ({
      id: key,
      label: (
        <>
          <span className="mr-3 font-mono text-[0.8125rem] text-accent">{key}</span>
          {summary}
        </>
      ),
      run: () => navigate({ to: '/tickets/$key', params: { key } }),
    }),
  );
  const all: Option = {
    id: 'all-results',
    label: `Search for “${q}”`,
    hint: 'all results, with filters',
    run: () => navigate({ to: '/', search: { q } }),
  };
  const groups: readonly OptionGroup[] = [
    { title: 'Tickets', options: q === '' ? [] : [...tickets, all], busy: found.isSearching },
    {
      title: 'Saved searches',
      options: matching(
        searches.map(({ name, address }) => ({ name, address, about: 'saved search' })),
        q,
      )
        .slice(0, MOST_SAVED)
        .map(
          ({ name, address, about }): Option => ({
            id: `saved-${name}`,
            label: name,
            hint: about,
            run: () => navigate({ to: '/', search: address }),
          }),
        ),
    },
    { title: 'Pages', options: matching(entries.pages, q).map(optionOf) },
    { title: 'Actions', options: matching(entries.actions, q).map(optionOf) },
  ].filter(({ options }) => options.length > 0);
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex(({ id }) => id === pointed),
  );
  const active = options[at];

  function run(option: Option) {
    setFailed(null);
    Promise.resolve(option.run()).then(onClose, (error: unknown) => setFailed(problemFrom(error)));
  }

  function choose(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setPointed(options.at((at + step) % options.length)?.id);
    else if (event.key === 'Enter') active && run(active);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog label="Go to" place="top" onClose={onClose}>
      <div className="flex max-h-[70dvh] flex-col">
        <input
          type="text"
          role="combobox"
          aria-label="Go to a ticket, a page or an action"
          aria-expanded="true"
          aria-controls={LIST}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active.id)}
          placeholder="A ticket, a page, an action"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setPointed(undefined);
          }}
          onKeyDown={choose}
          className="shrink-0 border-b border-line bg-transparent px-5 py-3.5 text-base outline-none placeholder:text-muted"
        />
        {failed && (
          <div className="p-3">
            <ProblemNotice problem={failed} />
          </div>
        )}
        {found.problem && <p className="px-5 pt-3 text-[0.8125rem] text-caution">{found.problem.detail}</p>}
        <p role="status" className="sr-only">
          {q !== '' && !found.isSearching && `${tickets.length} tickets`}
        </p>
        <OptionList id={LIST} groups={groups} active={active?.id} onPoint={setPointed} onRun={run} />
      </div>
    </Dialog>
  );
}

/** How each command is done; what cannot be done is thrown. */
function useCommands(sync: ReturnType<typeof useSync>): (command: Command) => void | Promise<void> {
  const navigate = useNavigate();
  const compare = useCompare();
  const signOut = useSignOut();
  return async (command) => {
    switch (command.kind) {
      case 'page':
        return navigate({ to: command.page.to });
      case 'account':
        return navigate({ to: '/account' });
      case 'sync':
        return sync.start();
      case 'compare':
        await compare.mutateAsync();
        return navigate({ to: '/ledger' });
      case 'theme':
        return chooseTheme(command.theme);
      case 'sign-out':
        await signOut.mutateAsync();
    }
  };
}
