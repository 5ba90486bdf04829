import type { Stage } from './rates.ts';

/** The line of each stage: told apart by its dashes too, not by colour alone. */
export const LOOKS: Record<Stage, { readonly stroke: string; readonly dash: string }> = {
  fetched: { stroke: 'var(--muted)', dash: '5 3' },
  applied: { stroke: 'var(--accent)', dash: '' },
  embedded: { stroke: 'var(--caution)', dash: '1.5 2.5' },
  indexed: { stroke: 'var(--ink)', dash: '' },
};
