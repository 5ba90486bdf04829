import { type FormEvent, useState } from 'react';
import { filterCount, type SearchAddress } from '../search/address.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SubmitButton, TextField } from '../ui/form.tsx';
import { isSameSearch, MOST_OF_A_NAME } from './saved-search.ts';
import { useSavedSearches } from './use-saved-searches.ts';

/** Gives the search that is shown a name, or says which it has. */
export function SaveSearch({ address }: { address: SearchAddress }) {
  const { searches } = useSavedSearches();
  const [naming, setNaming] = useState(false);
  const saved = searches.find((each) => isSameSearch(each.address, address));
  return (
    <>
      {saved ? (
        <p className="max-w-48 truncate text-[0.8125rem] text-muted" title={saved.name}>
          Saved as “{saved.name}”
        </p>
      ) : (
        <Button onClick={() => setNaming(true)}>Save search</Button>
      )}
      {naming && <NameSearch address={address} onClose={() => setNaming(false)} />}
    </>
  );
}

function NameSearch({ address, onClose }: { address: SearchAddress; onClose: () => void }) {
  const { searches, save } = useSavedSearches();
  const [name, setName] = useState((address.q ?? '').slice(0, MOST_OF_A_NAME));
  const [failed, setFailed] = useState(false);
  const taken = searches.some((each) => each.name === name.trim());
  const filters = filterCount(address);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    if (save(name, address)) onClose();
    else setFailed(true);
  }
  return (
    <Dialog label="Save this search" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4 p-6">
        <h2 className="text-lg font-semibold">Save this search</h2>
        <p className="text-[0.875rem] text-muted">
          With {filters === 0 ? 'its order' : filters === 1 ? 'its filter' : `its ${filters} filters`} and
          what it is searched by. It is kept in this browser alone; its address can be shared.
        </p>
        <TextField
          label="Name"
          value={name}
          maxLength={MOST_OF_A_NAME}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
        <p role="status" className="text-[0.875rem] text-caution empty:hidden">
          {taken && 'It takes the place of the saved search of this name.'}
        </p>
        {failed && (
          <p role="alert" className="rounded-r-lg border-l-4 border-danger bg-danger-tint px-4 py-2">
            This browser keeps nothing for this page. Allow it to, or keep the address as a bookmark.
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton busy={false}>Save</SubmitButton>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}
