/** A JSON schema as OpenAPI 3.0 writes it, as far as it is looked at here. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : Number.isInteger(value)
        ? 'integer'
        : typeof value;

/**
 * Says in which places `value` departs from `schema`: wrong types, values outside of an enum, missing and unknown
 * properties. Formats and lengths are not looked at. `named` resolves a `$ref`.
 */
export function departures(
  value: unknown,
  schema: Schema,
  named: (ref: string) => Schema,
  at = '$',
): string[] {
  if (schema.$ref) return departures(value, named(schema.$ref), named, at);
  const found: string[] = [];
  for (const part of schema.allOf ?? []) found.push(...departures(value, part, named, at));
  const type = typeOf(value);
  if (type === 'null' && schema.nullable) return found;
  const fits = !schema.type || schema.type === type || (schema.type === 'number' && type === 'integer');
  if (!fits) return [...found, `${at} is ${type}, not ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${at} is none of its enum`);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) found.push(...value.flatMap((one, index) => departures(one, items, named, `${at}[${index}]`)));
    return found;
  }
  if (typeof value !== 'object' || value === null) return found;
  for (const name of schema.required ?? []) if (!(name in value)) found.push(`${at}.${name} is missing`);
  for (const [name, part] of Object.entries(value)) {
    const known = schema.properties?.[name];
    const place = `${at}.${name}`;
    if (known) found.push(...departures(part, known, named, place));
    else if (schema.additionalProperties === false) found.push(`${place} is unknown`);
    else if (typeof schema.additionalProperties === 'object') {
      found.push(...departures(part, schema.additionalProperties, named, place));
    }
  }
  return found;
}
