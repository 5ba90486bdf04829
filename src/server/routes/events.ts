import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { pipelineEvent, problem } from '../../api/index.ts';
import { CasebookError } from '../../domain/index.ts';
import { forEyesOf } from '../for-eyes-of.ts';
import { addressOf } from '../forwarding.ts';
import { presentStatus } from '../present.ts';
import { presentJobs } from '../present-jobs.ts';
import { createPulse, type Pulse } from '../pulse.ts';
import type { Services } from '../services.ts';
import { stoppingOf } from '../wanted.ts';

/** Streams at once: of everybody together, and of one asker, who may have some windows open. */
const MOST = 200;
const MOST_OF_ONE = 8;
const RECONNECT_MS = 3000;

/** A stream is sent as it is; this only describes what its events hold. */
const stream = pipelineEvent as unknown as z.ZodType<Readable>;

/** How the pipeline fares, as it changes. */
export function eventRoutes(server: FastifyInstance, services: Services): void {
  const stopping = stoppingOf(server);
  const pulse = createPulse(services, (err) =>
    server.log.warn({ err }, 'the pipeline could not be looked at'),
  );
  const open = new Map<string, number>();

  /** Counts a stream of an asker, and returns what ends that. @throws CasebookError `too-many-requests`. */
  function admit(asker: string): () => void {
    const own = open.get(asker) ?? 0;
    const all = [...open.values()].reduce((sum, count) => sum + count, 0);
    if (own >= MOST_OF_ONE || all >= MOST)
      throw new CasebookError('too-many-requests', 'So many streams of events are open already.');
    open.set(asker, own + 1);
    return () => {
      const left = (open.get(asker) ?? 1) - 1;
      if (left > 0) open.set(asker, left);
      else open.delete(asker);
    };
  }

  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/events',
    {
      // It has no end that a HEAD could wait for.
      exposeHeadRoute: false,
      schema: {
        summary: 'What came in, what became of it and what runs, as it changes.',
        description:
          'Server-sent events. With the id of the last one as Last-Event-ID, those after it follow.',
        response: {
          200: { content: { 'text/event-stream': { schema: stream } } },
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async (request, reply) => {
      const forget = admit(askerOf(request));
      try {
        const leave = await pulse.join();
        // The connection and not the generator, which hears of it with the next look.
        reply.raw.once('close', () => {
          leave();
          forget();
        });
        // A proxy that gathers answers would hold events back.
        reply.header('x-accel-buffering', 'no').type('text/event-stream');
        // Kept alive, it would keep a server that stops from being closed.
        reply.header('connection', 'close');
        return Readable.from(eventsFor(request, pulse, stopping), { objectMode: false, highWaterMark: 1 });
      } catch (error) {
        forget();
        throw error;
      }
    },
  );
}

/** Until who asks may no longer, or the server stops; nothing is gathered for who does not take it. */
async function* eventsFor(
  request: FastifyRequest,
  pulse: Pulse,
  stopping: AbortSignal,
): AsyncGenerator<string> {
  const stopped = stopping.aborted ? Promise.resolve() : once(stopping, 'abort');
  const said = new Map<string, string>();
  let seq = lastSeen(request, pulse);
  /** Nothing where it was said last. */
  const ifNew = (event: string, data: unknown) => {
    const text = JSON.stringify(data);
    if (said.get(event) === text) return '';
    said.set(event, text);
    return `event: ${event}\ndata: ${text}\n\n`;
  };
  yield `retry: ${RECONNECT_MS}\n\n`;
  while (!stopping.aborted) {
    const { status, jobs } = pulse.latest();
    let frames = ifNew('status', presentStatus(forEyesOf(request.asker, status)));
    if (request.asker.kind === 'operator') frames += ifNew('jobs', presentJobs(jobs));
    for (const { seq: number, sample } of pulse.samplesAfter(seq)) {
      frames += `id: ${pulse.id}-${number}\nevent: sample\ndata: ${JSON.stringify(sample)}\n\n`;
      seq = number;
    }
    // Where nothing could be looked at, the connection is kept alive all the same.
    yield frames || ': still here\n\n';
    await Promise.race([pulse.next(), stopped]);
    if (!(await request.mayStill())) return;
  }
}

/** The number of the last sample that came to who connects again; -1 where it is of another process, or none did. */
function lastSeen({ headers }: FastifyRequest, pulse: Pulse): number {
  const [, process, number] = /^(\w+)-(\d{1,15})$/.exec(String(headers['last-event-id'] ?? '')) ?? [];
  return process === pulse.id ? Number(number) : -1;
}

function askerOf(request: FastifyRequest): string {
  return request.caller.kind === 'user' ? `user ${request.caller.user.id}` : addressOf(request);
}
