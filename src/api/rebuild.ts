import { z } from 'zod';
import { failure, time } from './shapes.ts';

export const rebuildRun = z.object({
  kind: z.enum(['rebuild', 'back', 'renew']),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  step: z.enum(['lake', 'index']).describe('Lines of the lake are replayed, then tickets are indexed.'),
  done: z.number(),
  total: z.number(),
  startedAt: time,
  finishedAt: time.nullable(),
  tickets: z
    .object({ equal: z.number(), changed: z.number(), removed: z.number(), refused: z.number() })
    .nullable()
    .describe('What the replay of the lake found and put right.'),
  error: failure.nullable(),
});

export const rebuildRequest = z.strictObject({
  action: z
    .enum(['rebuild', 'back', 'forget'])
    .default('rebuild')
    .describe('From the lake; back to the previous index; or remove the previous index.'),
});

export const rebuildAnswer = z.object({
  rebuild: rebuildRun.nullable(),
  generations: z.array(
    z.object({
      id: z.number(),
      state: z.enum(['building', 'active', 'previous', 'dropped']),
      embedder: z.string(),
      createdAt: time,
      switchedAt: time.nullable(),
    }),
  ),
});
