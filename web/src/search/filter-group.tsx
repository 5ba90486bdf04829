import { type ReactNode, useState } from 'react';

export interface Choice {
  readonly value: string;
  readonly name: ReactNode;
  /** Tickets of the list that have it, or would, were it chosen. */
  readonly tickets: number;
}

interface FilterGroupProps {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** More than this many are worth a click of their own. */
const FEW = 6;

/** What a search can be narrowed to, in one respect; several choices widen it again. */
export function FilterGroup({ title, choices, chosen, onChange }: FilterGroupProps) {
  const [all, setAll] = useState(false);
  if (choices.length === 0) return null;
  const shown = choices.filter(({ value }, rank) => all || rank < FEW || chosen.includes(value));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-xs font-semibold text-ink">{title}</legend>
      <ul className="space-y-0.5">
        {shown.map(({ value, name, tickets }) => (
          <li key={value}>
            <label className="flex items-center gap-2 py-0.5 text-[0.8125rem] text-muted hover:text-ink has-checked:font-medium has-checked:text-ink">
              <input
                type="checkbox"
                className="size-3.5 shrink-0 accent-accent"
                checked={chosen.includes(value)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))
                }
              />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs font-normal tabular-nums" title="Tickets of this search">
                {tickets.toLocaleString('en')}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {choices.length > FEW && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="mt-1 text-xs text-muted underline underline-offset-2 hover:text-ink"
        >
          {all ? 'Fewer' : `All ${choices.length}`}
          <span className="sr-only"> of {title}</span>
        </button>
      )}
    </fieldset>
  );
}
