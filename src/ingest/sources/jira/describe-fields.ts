import { isCustom, saysSomething } from './details/raw-fields.ts';

/** What a site says of one of its fields. */
export interface FieldDescription {
  readonly id: string;
  readonly name: string;
  /** Jira's `schema` of the field's values. */
  readonly schema?: unknown;
}

type JsonObject = Readonly<Record<string, unknown>>;
interface Issue extends JsonObject {
  readonly fields: JsonObject;
}

/** The ids of the fields of the site's own that say something in an issue. */
const ownFields = ({ fields }: Issue) =>
  Object.entries(fields).flatMap(([id, value]) => (isCustom(id) && saysSomething(value) ? [id] : []));

export const hasOwnFields = (issue: Issue): boolean => ownFields(issue).length > 0;

/**
 * An issue with `names` and `schema` of those of the site's own fields that say something in it, as Jira gives both where
 * one issue is asked for with `expand=names,schema`: so its record explains itself, whatever the fields are called later.
 */
export function describeFields(issue: Issue, known: ReadonlyMap<string, FieldDescription>): Issue {
  const described = ownFields(issue).flatMap((id) => known.get(id) ?? []);
  if (described.length === 0) return issue;
  return {
    ...issue,
    names: Object.fromEntries(described.map(({ id, name }) => [id, name])),
    schema: Object.fromEntries(described.flatMap(({ id, schema }) => (schema ? [[id, schema]] : []))),
  };
}
