import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { problem, Wire } from '../api/index.ts';
import { CasebookError } from '../domain/index.ts';
import type { Misdirected } from './addresses.ts';

/** Answers every error as problem+json (RFC 9457) from the error catalogue. */
export function answerProblems(server: FastifyInstance, misdirected: Misdirected): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    let known = fromCatalogue(error);
    // The edge looks at a write before its address is: of one that nothing takes, its type is not what is wrong.
    if (known.code === 'media-type' && request.is404) known = misdirected(request, reply);
    if (known.code === 'internal') request.log.error({ err: error }, 'request failed');
    // Its advice promises one: where nothing better is known, a moment.
    if (known.code === 'too-many-requests' && !reply.hasHeader('retry-after')) reply.header('retry-after', 1);
    return answer(known, request, reply);
  });
}

/** Answers a request that cannot be read, before anything else looks at it; what is left of it is not waited for. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void answer(fromCatalogue(error), request, reply.header('connection', 'close'));
}

function answer(error: CasebookError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(error.entry.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(error, request));
}

function problemOf(error: CasebookError, request: FastifyRequest): Wire<typeof problem> {
  const { status, title, advice, retry } = error.entry;
  return {
    type: `urn:casebook:error:${error.code}`,
    title,
    status,
    detail: error.detail,
    code: error.code,
    advice,
    retry,
    requestId: request.id,
  };
}

function fromCatalogue(error: FastifyError): CasebookError {
  if (error instanceof CasebookError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation.map(
      ({ instancePath, message }) => `${error.validationContext}${instancePath}: ${message}`,
    );
    return new CasebookError('request-invalid', places.join('; '), { cause: error });
  }
  switch (error.statusCode) {
    case 413:
      return new CasebookError('request-too-large', error.message, { cause: error });
    case 415:
      return new CasebookError('media-type', error.message, { cause: error });
    case 404:
      return new CasebookError('not-found', error.message, { cause: error });
  }
  if (error.statusCode && error.statusCode < 500)
    return new CasebookError('request-invalid', error.message, { cause: error });
  // What went wrong inside is for the log; it may quote what the asker may not read.
  return new CasebookError('internal', 'The request could not be completed.', { cause: error });
}
