import type { Condition, TermField } from './search-index.ts';

/** The form in which values are compared: without regard to case. */
export function folded(value: string): string {
  return value.toLowerCase();
}

export function isTermField(field: Condition['field']): field is TermField {
  return field !== 'created' && field !== 'updated' && field !== 'resolved';
}
