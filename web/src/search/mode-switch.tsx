import { useNavigate } from '@tanstack/react-router';
import type { SearchMode } from '../api/client.ts';
import { changed, type SearchAddress } from './address.ts';

const MODES: readonly { mode: SearchMode; name: string; meaning: string }[] = [
  { mode: 'hybrid', name: 'Both', meaning: 'Words and meaning together' },
  { mode: 'lexical', name: 'Words', meaning: 'Only tickets that contain the words' },
  { mode: 'semantic', name: 'Meaning', meaning: 'Tickets that say the same, in whatever words' },
];

/** By words, by meaning, or by both. */
export function ModeSwitch({ address }: { address: SearchAddress }) {
  const navigate = useNavigate();
  return (
    <fieldset className="flex rounded-full border border-line bg-surface p-0.5 text-[0.8125rem]">
      <legend className="sr-only">Search by</legend>
      {MODES.map(({ mode, name, meaning }) => (
        <label
          key={mode}
          title={meaning}
          className="rounded-full px-3 py-0.5 text-muted hover:text-ink has-checked:bg-tint has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="mode"
            className="sr-only"
            checked={(address.mode ?? 'hybrid') === mode}
            onChange={() => void navigate({ to: '/', search: changed(address, { mode }) })}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
