import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type fineTuningEnd, fineTuningQuery, problem, type Wire } from '../../api/index.ts';
import type { Services } from '../services.ts';
import { stoppingOf } from '../wanted.ts';

/** A stream is sent as it is; this only describes it. */
const stream = z.custom<Readable>().meta({ type: 'string' });

/** The size of a piece of an answer, in UTF-16 units. */
const BLOCK = 64 * 1024;
const PARTS = 3;

type End = Wire<typeof fineTuningEnd>;

/** Whole sets of data, made while they are read: as fast as the reader takes them, and never held. */
export function exportRoutes(server: FastifyInstance, services: Services): void {
  const stopping = stoppingOf(server);

  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/exports/fine-tuning',
    {
      schema: {
        summary: 'Examples for fine-tuning: reports of resolved tickets and what resolved them, masked.',
        description:
          'One JSON value a line. The last line is no example but the summary: {"summary": {…}}. ' +
          'An answer that ends without it broke off.',
        querystring: fineTuningQuery,
        response: {
          200: { content: { 'application/x-ndjson': { schema: stream } } },
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async ({ asker, query: { format, project } }, reply) => {
      const examples = services.fineTuningSet({ asker, format, projects: project });
      reply.type('application/x-ndjson');
      return Readable.from(inBlocks(withEnd(examples)), { signal: stopping, highWaterMark: 1 });
    },
  );
}

async function* withEnd(
  examples: ReturnType<Services['fineTuningSet']>,
): AsyncGenerator<string, void, undefined> {
  const summary = yield* examples;
  const end: End = { summary };
  yield `${JSON.stringify(end)}\n`;
}

/**
 * Lines joined to blocks: a piece of an answer costs more than its bytes. An answer to a command in this process is
 * thrown away by a stand-in for the socket, which takes one part of a piece (its length, itself, its end) each turn of
 * the event loop, and would pile them up if they came faster.
 */
async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = '';
  for await (const line of lines) {
    block += line;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
    for (let turn = 0; turn < PARTS; turn += 1) await setImmediate();
  }
  if (block !== '') yield block;
}
