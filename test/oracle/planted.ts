import type { SourceChange } from '../crashes/changed-sources.ts';

/** Leaks that the comparison must find, in the product's sources. */
export const plantedLeaks: Readonly<Record<string, SourceChange>> = {};
