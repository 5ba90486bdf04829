import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { problem } from '../api/index.ts';

/** How who asks can prove who they are, in the terms of OpenAPI. */
export const CREDENTIALS = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key; see docs/people.md.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'casebook',
    description: 'What `POST /api/session` sets. Over https its name begins with __Host-; a port ends it.',
  },
} as const;

/** Either of them. */
const SIGNED_IN = Object.keys(CREDENTIALS).map((name) => ({ [name]: [] }));

/**
 * Describes a route in `/openapi.json`: who may call it by the table of permissions, and its errors as what they are sent
 * as, whichever route they come from.
 */
export const describeRoute: typeof jsonSchemaTransform = (described) => {
  const { schema, route } = described;
  const isPublic = 'public' in (route.config?.permission ?? { public: true });
  const responses = Object.entries(schema?.response ?? {}).map(([status, answer]) => [
    status,
    answer === problem ? { content: { 'application/problem+json': { schema: problem } } } : answer,
  ]);
  return jsonSchemaTransform({
    ...described,
    schema: {
      ...schema,
      ...(schema?.response !== undefined && { response: Object.fromEntries(responses) }),
      ...(!isPublic && { security: SIGNED_IN }),
    },
  });
};
