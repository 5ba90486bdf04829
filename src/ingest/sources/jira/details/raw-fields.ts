import { z } from 'zod';

/** A custom field of an issue with what its record says of it. */
export interface RawField {
  readonly id: string;
  /** The id where the record does not say the name. */
  readonly name: string;
  readonly type: string;
  /** The kind of field as the app calls it that brings it along, such as `…:textarea`; empty where it is not known. */
  readonly custom: string;
  readonly value: unknown;
}

const described = z.looseObject({
  type: z.string(),
  items: z.string().optional(),
  custom: z.string().optional(),
});

const ofIssue = z.looseObject({
  fields: z.record(z.string(), z.unknown()),
  names: z.record(z.string(), z.unknown()).optional().catch(undefined),
  schema: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** Whether a field says anything: Jira gives every field that a project could have, most of them empty. */
export function saysSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.some(saysSomething);
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

export const isCustom = (id: string): boolean => id.startsWith('customfield_');

/** The custom fields of an issue that say something, by what its `names` and `schema` tell of them. */
export function rawFieldsOf(issue: unknown): RawField[] {
  const parsed = ofIssue.safeParse(issue);
  if (!parsed.success) return [];
  const { fields, names, schema } = parsed.data;
  return Object.entries(fields)
    .filter(([id, value]) => isCustom(id) && saysSomething(value))
    .map(([id, value]) => {
      const name = names?.[id];
      const kind = described.safeParse(schema?.[id]).data;
      const type = kind ? (kind.items ? `${kind.type} of ${kind.items}` : kind.type) : '';
      return {
        id,
        name: typeof name === 'string' && name ? name : id,
        type,
        custom: kind?.custom ?? '',
        value,
      };
    });
}
