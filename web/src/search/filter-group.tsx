import type { ReactNode } from 'react';

export interface Choice {
  readonly value: string;
  readonly name: ReactNode;
  /** Tickets that have it, in the whole of Casebook. */
  readonly tickets: number;
}

interface FilterGroupProps {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** What a search can be narrowed to, in one respect; several choices widen it again. */
export function FilterGroup({ title, choices, chosen, onChange }: FilterGroupProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-semibold text-ink">{title}</legend>
      <ul className="space-y-0.5">
        {choices.map(({ value, name, tickets }) => (
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
              <span className="text-xs font-normal tabular-nums" title="Tickets in Casebook">
                {tickets.toLocaleString('en')}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
