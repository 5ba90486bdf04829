import { documentSchema, documentToText } from '../../../../domain/index.ts';

/** Under which names Jira's values say what they are, best first. */
const NAMES = ['displayName', 'name', 'value', 'summary', 'key', 'title', 'label'] as const;

/** What stands between a choice and the one that hangs on it: a cascading select. */
const BELOW = ' › ';

/**
 * The value of a field in words: a document as its text, a choice by its name, several separated by commas. Empty where
 * there is nothing to say; what has no words of its own is given as JSON, so that nothing is lost.
 */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(fieldText).filter(Boolean).join(', ');
  const document = documentSchema.safeParse(value);
  if (document.success) return documentToText(document.data);
  const told = value as Record<string, unknown>;
  const name = NAMES.map((each) => told[each]).find((each) => typeof each === 'string' && each !== '');
  if (name === undefined) return Object.keys(told).length === 0 ? '' : JSON.stringify(value);
  const below = fieldText(told.child);
  return below ? `${name}${BELOW}${below}` : String(name);
}
