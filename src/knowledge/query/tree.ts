import type { StatusCategory } from '../../domain/index.ts';
import type { TermField, TimeField } from '../index/search-index.ts';

/**
 * A query as it was written, part by part, in its order. Texts are kept as they stand; what they mean comes later
 * (`read.ts`), because days need a time zone and a clock.
 */
export type QueryPart =
  /** Free text, with the spaces in it. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  /** `"connection reset"`, `conn*`; with `not` in front of it a minus. A word alone is a part only where it is excluded. */
  | {
      readonly kind: 'phrase' | 'prefix' | 'word';
      readonly text: string;
      readonly not: boolean;
      readonly at: number;
    }
  /** `status:open,"In Review"` */
  | {
      readonly kind: 'field';
      readonly name: FieldName;
      readonly values: readonly FieldValue[];
      readonly not: boolean;
      readonly at: number;
    };

export interface FieldValue {
  readonly text: string;
  /** A quoted value is a name as it stands, and never a word of the language. */
  readonly quoted: boolean;
  /** Where it begins in the query, in UTF-16 units. */
  readonly at: number;
}

/** The fields by the names that a query calls them by. `is` asks for the kind of status. */
export const FIELDS = {
  key: 'key',
  issuekey: 'key',
  project: 'project',
  site: 'site',
  type: 'type',
  issuetype: 'type',
  status: 'status',
  statuscategory: 'statusCategory',
  is: 'statusCategory',
  priority: 'priority',
  resolution: 'resolution',
  label: 'label',
  labels: 'label',
  component: 'component',
  components: 'component',
  reporter: 'reporter',
  assignee: 'assignee',
  created: 'created',
  updated: 'updated',
  resolved: 'resolved',
} as const satisfies Record<string, TermField | TimeField>;

export type FieldName = keyof typeof FIELDS;

/** Kinds of status by the words that people use for them. */
export const KINDS_OF_STATUS: Readonly<Record<string, readonly StatusCategory[]>> = {
  open: ['new', 'indeterminate'],
  unresolved: ['new', 'indeterminate'],
  new: ['new'],
  todo: ['new'],
  indeterminate: ['indeterminate'],
  'in-progress': ['indeterminate'],
  done: ['done'],
  closed: ['done'],
  resolved: ['done'],
};

/** The query that gives these parts when it is parsed. */
export function printQuery(parts: readonly QueryPart[]): string {
  return parts.map(printPart).join(' ');
}

function printPart(part: QueryPart): string {
  if (part.kind === 'text') return part.text;
  const sign = part.not ? '-' : '';
  switch (part.kind) {
    case 'field': {
      const values = part.values.map(({ text, quoted }) => (quoted ? `"${text}"` : text));
      return `${sign}${part.name}:${values.join(',')}`;
    }
    case 'phrase':
      return `${sign}"${part.text}"`;
    case 'prefix':
      return `${sign}${part.text}*`;
    case 'word':
      return `${sign}${part.text}`;
  }
}
