import type { OpenAPI3, OperationObject, ParameterObject, SchemaObject } from 'openapi-typescript';
import { permissions } from '../../src/server/permissions.ts';
import { cell } from './cell.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every route with who may call it, its parameters and the properties of its body, from the description that the server gives. */
export function routesPage({ paths = {} }: OpenAPI3): string {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = (methods as Record<string, OperationObject>)[method];
      return operation ? sectionOf(method.toUpperCase(), path, operation) : [];
    }),
  );
  return [
    '# HTTP API',
    '',
    'Made from `src/server/` and `src/api/` by `npm run docs`; do not edit. A running server describes itself at `/openapi.json`, answers',
    'included.',
    '',
    'While there are no accounts, whoever is at this machine may call everything. With accounts, send an API key',
    '(`casebook keys create`) as `Authorization: Bearer …`; it needs the scope that is named here, and its owner the role.',
    'Errors are `application/problem+json` with a `code` of [errors.md](errors.md). Bodies are JSON; a property or parameter that is not',
    'known is refused.',
    '',
    ...routes,
  ].join('\n');
}

function sectionOf(method: string, path: string, operation: OperationObject): string[] {
  const permission = permissions[`${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`];
  const who =
    !permission || 'public' in permission
      ? 'everybody'
      : `${permission.role}s, scope \`${permission.scope}\``;
  const parameters = (operation.parameters ?? []) as ParameterObject[];
  const rows = [
    ...parameters.map(({ name, description, required, schema }) =>
      rowOf(name, schema as Schema, required, description),
    ),
    ...propertiesOf(operation).map(([name, schema, required]) => rowOf(name, schema, required)),
  ];
  return [
    `## ${method} ${path}`,
    '',
    [operation.summary, operation.description].filter(Boolean).join(' '),
    '',
    `For ${who}.`,
    '',
    ...(rows.length > 0 ? ['| | | |', '|---|---|---|', ...rows, ''] : []),
  ];
}

type Schema = SchemaObject & {
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
};

/** The properties of a body of JSON. */
function propertiesOf({ requestBody }: OperationObject): [string, Schema, boolean][] {
  const content = (requestBody as { content?: Record<string, { schema?: Schema }> } | undefined)?.content;
  const schema = content?.['application/json']?.schema;
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => [
    name,
    property,
    schema?.required?.includes(name) ?? false,
  ]);
}

function rowOf(name: string, schema: Schema, required = false, description = schema.description): string {
  const preset = schema.default === undefined ? '' : ` (default: ${JSON.stringify(schema.default)})`;
  const about = `${description ?? ''}${preset}`;
  return `| \`${name}\`${required ? '' : '?'} | ${cell(typeOf(schema))} | ${cell(about)} |`;
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map(typeOf))].join(' | ');
  if (schema.type === 'array') return schema.items ? `${typeOf(schema.items)}, several` : 'several';
  return schema.type ?? 'any';
}
