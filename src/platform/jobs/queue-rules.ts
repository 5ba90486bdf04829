import { z } from 'zod';
import { CasebookError } from '../../domain/index.ts';
import type { Queue } from './job-queue.ts';
import type { QueueRules } from './job-store.ts';

const rulesSchema = z.object({
  name: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  attempts: z.number().int().min(1).max(100).default(5),
  backOffMs: z.number().int().min(1000).default(1000),
  maxBackOffMs: z.number().int().min(1000).default(3_600_000),
  leaseMs: z.number().int().min(10_000).default(60_000),
});

/**
 * The rules of a queue, defaults filled in.
 *
 * @throws CasebookError `job-invalid` naming the queue and the rule.
 */
export function rulesOf<P>({ name, attempts, backOffMs, maxBackOffMs, leaseMs }: Queue<P>): QueueRules {
  return checked(rulesSchema, { name, attempts, backOffMs, maxBackOffMs, leaseMs }, `queue ${name}`);
}

/** Rules that `rulesOf` made and a schedule kept. */
export function rulesFromJson(json: string): QueueRules {
  return rulesSchema.parse(JSON.parse(json));
}

/** The payload as JSON text. @throws CasebookError `job-invalid` naming the queue and the place. */
export function payloadJson<P>(queue: Queue<P>, payload: P): string {
  return JSON.stringify(checked(queue.payload, payload, `payload of ${queue.name}`));
}

function checked<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CasebookError(
    'job-invalid',
    `${what}: ${[...(issue?.path ?? []), ''].join('.')} ${issue?.message}`,
  );
}
