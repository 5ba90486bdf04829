import { serverOver } from './stub-services.ts';

/** As much of an operation in the description of the API as tests look at. */
export interface Operation {
  readonly security?: readonly object[];
  readonly responses: Record<string, { readonly content?: object }>;
}

/** Each operation that `/openapi.json` describes, by `METHOD /path` as the table of permissions writes it. */
export async function operations(): Promise<[string, Operation][]> {
  const { paths } = (await serverOver({})).swagger() as unknown as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      operation,
    ]),
  );
}
