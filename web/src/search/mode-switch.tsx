import { useNavigate } from '@tanstack/react-router';
import type { SearchMode } from '../api/client.ts';
import { Segmented } from '../ui/segmented.tsx';
import { changed, type SearchAddress } from './address.ts';

const MODES: readonly { value: SearchMode; label: string; hint: string }[] = [
  { value: 'hybrid', label: 'Both', hint: 'Words and meaning together' },
  { value: 'lexical', label: 'Words', hint: 'Only tickets that contain the words' },
  { value: 'semantic', label: 'Meaning', hint: 'Tickets that say the same, in whatever words' },
];

/** By words, by meaning, or by both. */
export function ModeSwitch({ address }: { address: SearchAddress }) {
  const navigate = useNavigate();
  return (
    <Segmented
      legend="Search by"
      name="mode"
      value={address.mode ?? 'hybrid'}
      choices={MODES}
      onChange={(mode) => void navigate({ to: '/', search: changed(address, { mode }) })}
    />
  );
}
