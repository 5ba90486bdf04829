import type { ReactNode } from 'react';

/** A line of the palette. */
export interface Option {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: string;
  readonly run: () => void | Promise<void>;
}

export interface OptionGroup {
  readonly title: string;
  readonly options: readonly Option[];
  /** Whether more may come. */
  readonly busy?: boolean;
}

export const optionId = (id: string) => `palette-${id}`;

/** What can be chosen, by kind; the chosen line is told to the field above it, which keeps focus. */
export function OptionList({
  id,
  groups,
  active,
  onPoint,
  onRun,
}: {
  id: string;
  groups: readonly OptionGroup[];
  active: string | undefined;
  onPoint: (id: string) => void;
  onRun: (option: Option) => void;
}) {
  return (
    <div id={id} role="listbox" aria-label="What there is" className="overflow-y-auto px-2 pb-2">
      {groups.map(({ title, options, busy }) => (
        // biome-ignore lint/a11y/useSemanticElements: no element groups the options of a listbox
        <div key={title} role="group" aria-labelledby={optionId(title)} aria-busy={busy ?? false}>
          <h2
            id={optionId(title)}
            role="presentation"
            className="px-3 pt-3 pb-1 text-xs font-semibold text-muted"
          >
            {title}
          </h2>
          {options.map((option) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field keeps focus, and says which option is meant
            <div
              key={option.id}
              id={optionId(option.id)}
              role="option"
              aria-selected={option.id === active}
              ref={option.id === active ? (line) => line?.scrollIntoView({ block: 'nearest' }) : null}
              onPointerMove={() => option.id !== active && onPoint(option.id)}
              onClick={() => onRun(option)}
              className="flex cursor-pointer items-baseline justify-between gap-4 rounded-md px-3 py-1.5 text-[0.875rem] aria-selected:bg-tint"
            >
              <span className="min-w-0 truncate">{option.label}</span>
              {option.hint && (
                <span className="truncate text-xs text-muted max-sm:hidden">{option.hint}</span>
              )}
            </div>
          ))}
          {busy && options.length === 0 && (
            <div aria-hidden="true" className="space-y-3 px-3 py-2 motion-safe:animate-pulse">
              <div className="h-3.5 w-3/5 rounded bg-line" />
              <div className="h-3.5 w-2/5 rounded bg-line" />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
