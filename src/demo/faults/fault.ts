import { z } from 'zod';

/** What can go wrong with one answer, as it does between a client and Jira Cloud. */
const fault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refusal'),
    status: z.union([z.literal(429), z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    /** Asks to wait, by `Retry-After` in one of its two forms or by `X-RateLimit-Reset` alone. */
    wait: z.object({ seconds: z.number().min(0), form: z.enum(['seconds', 'date', 'reset']) }).optional(),
  }),
  /** The whole answer, in this many pieces spread evenly over this time. */
  z.object({
    kind: z.literal('slow'),
    overMs: z.number().int().min(0),
    pieces: z.number().int().min(1).default(10),
  }),
  /** The connection breaks: before anything is answered, or when half of the body is out. */
  z.object({ kind: z.literal('drop'), when: z.enum(['before-head', 'in-body']) }),
  /**
   * Half of the body, under a `Content-Length` that is right for this half or for the whole. After the wrong one the
   * connection is closed in order, as a proxy does that lost its own other side.
   */
  z.object({ kind: z.literal('truncated'), contentLength: z.enum(['right', 'wrong']) }),
  /** A page of HTML under 200, as proxies and maintenance pages send it. */
  z.object({ kind: z.literal('page') }),
]);

/** Which requests a fault befalls: the first rule that matches a request and has some left decides. */
export const faultRules = z.array(
  z.object({
    fault,
    /** A regular expression over method, path and query, such as `^POST .*bulkfetch`; every REST request without it. */
    match: z.string().refine(isPattern, 'expected a regular expression').optional(),
    /** How many requests at most; no limit without it. */
    times: z.number().int().min(1).optional(),
    /** The share of the matching requests, drawn from `seed`; all of them without it. */
    share: z.number().gt(0).max(1).optional(),
    seed: z.number().int().default(1),
  }),
);

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}

export type Fault = z.infer<typeof fault>;
export type FaultRule = z.input<typeof faultRules>[number];
